import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import {
  type BalanceShard,
  balancePartition,
  balanceShard,
  currencyIn,
  shardIn,
} from '#shared/contracts/ledger-items.ts';
import type { Fault } from './fault.ts';
import { nameOf, type Owner } from './owner.ts';
import type { AuditedTables } from './tables.ts';

export interface StoredBalance extends Owner {
  /** Of a shard that cannot be read is only known that it is there. */
  shards: Map<number, BalanceShard | undefined>;
}

export interface ReadStoredBalances {
  /** By the balance's name. */
  stored: Map<string, StoredBalance>;
  unreadable: Fault[];
}

/** Reads the balances of these partners as they are by now: one query for each partner. */
export async function readStoredBalances(
  { documents, ledgerTable }: AuditedTables,
  partnerIds: Iterable<string>,
): Promise<ReadStoredBalances> {
  const read: ReadStoredBalances = { stored: new Map(), unreadable: [] };
  for (const partnerId of partnerIds) {
    const query = {
      TableName: ledgerTable,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': balancePartition(partnerId) },
      ConsistentRead: true,
    };
    for await (const { Items = [] } of paginateQuery({ client: documents }, query))
      for (const item of Items) take(partnerId, item, read);
  }
  return read;
}

function take(partnerId: string, item: Record<string, unknown>, { stored, unreadable }: ReadStoredBalances): void {
  const { data: shard } = balanceShard.safeParse(item);
  const key = String(item.sk);
  const owner = { partnerId, currency: currencyIn(key) };
  const balance = stored.get(nameOf(owner)) ?? { ...owner, shards: new Map() };
  stored.set(nameOf(owner), balance);
  balance.shards.set(shardIn(key), shard);
  if (shard) return;
  const about = `${nameOf(owner)} shard ${shardIn(key)}`;
  unreadable.push({ ...owner, about, says: `${about} is not kept as balances are` });
}
