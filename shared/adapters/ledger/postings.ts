import { balanceKey, entryItem, type ShardLeg } from '../../contracts/ledger-items.ts';
import { type Account, legsOf, type Movement } from '../../domain/ledger/movement.ts';
import type { Draw } from './shards.ts';
import type { TransactItem } from './transact.ts';

/** A movement and the shards that its legs go to. */
export interface Posting {
  movement: Movement;
  legs: ShardLeg[];
}

/** A payment's movement happens on its home shard; only what it spends may come from others. */
export function postingOn(home: number, movement: Movement, draws: readonly Draw[] = []): Posting {
  const legs = legsOf(movement).flatMap((leg): ShardLeg[] => {
    const isDrawn = draws.length > 0 && leg.account === 'available' && leg.value < 0;
    return isDrawn ? draws.map(({ shard, value }) => ({ ...leg, shard, value: -value })) : [{ ...leg, shard: home }];
  });
  return { movement, legs };
}

/** An entry can be put once. */
export function entryPuts(table: string, postings: readonly Posting[]): TransactItem[] {
  return postings.map(({ movement, legs }) => ({
    Put: {
      TableName: table,
      Item: entryItem(movement, legs),
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  }));
}

/**
 * One update for each shard that the postings touch, for a transaction takes an item once. It goes through only if no
 * account would fall below zero on the way, in the order of the postings.
 */
export function balanceUpdates(table: string, postings: readonly Posting[]): TransactItem[] {
  const shards = Map.groupBy(
    postings.flatMap(({ movement, legs }) => legs.map((leg) => ({ ...leg, movement }))),
    ({ shard }) => shard,
  );
  return [...shards].map(([shard, [first, ...rest]]) => {
    if (!first) throw new TypeError('a group has at least one member');
    const { partnerId, amount } = first.movement;
    const Key = balanceKey(partnerId, amount.currency, shard);
    return { Update: { TableName: table, Key, ...expressionsFor([first, ...rest]) } };
  });
}

function expressionsFor(legs: readonly ShardLeg[]) {
  const accounts = [...Map.groupBy(legs, ({ account }) => account)].map(([account, own]) => walk(account, own));
  const conditions = accounts.filter(({ least }) => least > 0).map(({ account }) => `${account} >= :${account}Least`);
  return {
    UpdateExpression: `ADD ${accounts.map(({ account }) => `${account} :${account}`).join(', ')}`,
    ...(conditions.length > 0 && { ConditionExpression: conditions.join(' AND ') }),
    ExpressionAttributeValues: Object.fromEntries(
      accounts.flatMap(({ account, change, least }) => [
        [`:${account}`, change],
        ...(least > 0 ? [[`:${account}Least`, least]] : []),
      ]),
    ),
  };
}

/** What the legs come to on one account, and how much it must have for none of them to overdraw it. */
function walk(account: Account, legs: readonly ShardLeg[]): { account: Account; change: number; least: number } {
  let change = 0;
  let lowest = 0;
  for (const { value } of legs) {
    change += value;
    lowest = Math.min(lowest, change);
  }
  return { account, change, least: account === 'clearing' ? 0 : -lowest };
}
