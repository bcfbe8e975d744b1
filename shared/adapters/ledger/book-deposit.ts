import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { ledgerEntry } from '../../contracts/ledger-items.ts';
import type { BookDeposit } from '../../domain/ledger/deposit.ts';
import { legsOf, type Movement } from '../../domain/ledger/movement.ts';
import { contention, contentionLimits } from './contention.ts';
import { balanceUpdates, entryPuts, type Posting } from './postings.ts';
import { balanceShards, inShares } from './shards.ts';
import { isUnmet, type TransactItem, transactWrite } from './transact.ts';

/** A deposit needs all shards at once. Nobody waits for it behind a gateway, so it may take its time. */
const limits = { ...contentionLimits, patienceMs: 30_000 };

/** Spreads a deposit over the shards of its balance: one entry, one transaction. */
export function bookDeposit(db: DynamoDBDocumentClient, table: string, shards = balanceShards): BookDeposit {
  return async (deposit) => {
    const postings = [spread(deposit, shards)];
    const updates = balanceUpdates(table, postings).map((item) => limited(item, deposit, shards));
    const result = await transactWrite(db, [...entryPuts(table, postings), ...updates], contention(limits));
    if (result === 'committed') return 'booked';
    const [entry] = result;
    if (!entry || !isUnmet(entry)) return 'too-much';
    const { amount } = ledgerEntry.parse(unmarshall(entry.Item ?? {}));
    const isSame = amount.value === deposit.amount.value && amount.currency === deposit.amount.currency;
    return isSame ? 'already' : 'reused';
  };
}

function spread(deposit: Movement, shards: number): Posting {
  const shares = inShares(deposit.amount.value, shards);
  const legs = legsOf(deposit).flatMap((leg) =>
    shares.map((share, shard) => ({ ...leg, shard, value: Math.sign(leg.value) * share })),
  );
  return { movement: deposit, legs };
}

/** What a balance can ever hold is a number that JSON readers take exactly: 2^53 - 1 minor units, in equal shares. */
function limited({ Update }: TransactItem, deposit: Movement, shards: number): TransactItem {
  if (!Update) throw new TypeError('a deposit updates balances');
  const most = Math.floor(Number.MAX_SAFE_INTEGER / shards) - Math.ceil(deposit.amount.value / shards);
  return {
    Update: {
      ...Update,
      // Every account is there from the first deposit on.
      UpdateExpression: `${Update.UpdateExpression}, held :zero, settled :zero, deposits :one`,
      ConditionExpression: 'attribute_not_exists(clearing) OR clearing >= :owed',
      ExpressionAttributeValues: { ...Update.ExpressionAttributeValues, ':owed': -most, ':zero': 0, ':one': 1 },
    },
  };
}
