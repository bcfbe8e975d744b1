import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type BalanceShard, currencyIn } from '../../contracts/ledger-items.ts';
import type { Balance, ReadBalances } from '../../domain/ledger/balance.ts';
import { contention } from './contention.ts';
import { readShards } from './read-shards.ts';
import { balanceShards } from './shards.ts';

/** Reads again when a movement between shards, or a deposit on all of them, was caught half done. */
export function readBalances(client: DynamoDBDocumentClient, table: string): ReadBalances {
  return async (partnerId) => {
    for (const nextAttempt = contention(); ; await nextAttempt()) {
      const shards = await readShards(client, table, { partnerId });
      const currencies = [...Map.groupBy(shards, ({ sk }) => currencyIn(sk))];
      if (currencies.every(([, own]) => isWhole(own))) return currencies.map(([currency, own]) => sumOf(currency, own));
    }
  };
}

/**
 * A movement on one shard is whole in any reading. One between shards leaves legs that do not add up when only a part of it
 * was seen. A deposit counts up on every shard, and the first one makes them all.
 */
function isWhole(shards: readonly BalanceShard[]): boolean {
  if (shards.length !== balanceShards) return false;
  const legs = sum(shards, ({ available, held, settled, clearing }) => available + held + settled + clearing);
  return legs === 0 && new Set(shards.map(({ deposits }) => deposits)).size === 1;
}

function sumOf(currency: string, shards: readonly BalanceShard[]): Balance {
  return {
    currency,
    available: sum(shards, ({ available }) => available),
    held: sum(shards, ({ held }) => held),
    settled: sum(shards, ({ settled }) => settled),
  };
}

function sum(shards: readonly BalanceShard[], value: (shard: BalanceShard) => number): number {
  return shards.reduce((total, shard) => total + value(shard), 0);
}
