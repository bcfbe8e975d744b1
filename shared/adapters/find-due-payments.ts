import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { dueShards } from '../contracts/stored-payment.ts';
import type { FindDuePayments } from '../domain/payments/reconcile-payments.ts';

const dueEntries = z.array(z.object({ id: z.string(), dueAt: z.string() }));

/** Before any time. A key may not be empty. */
const beginning = '0';

/** Asks each shard of the sparse `due` index for its longest overdue entries. */
export function findDuePayments(db: DynamoDBDocumentClient, table: string): FindDuePayments {
  const askShard = async (shard: string, from: string, now: string, limit: number) => {
    const { Items } = await db.send(
      new QueryCommand({
        TableName: table,
        IndexName: 'due',
        KeyConditionExpression: 'dueShard = :shard AND dueAt BETWEEN :from AND :now',
        ExpressionAttributeValues: { ':shard': shard, ':from': from, ':now': now },
        Limit: limit,
      }),
    );
    return dueEntries.parse(Items ?? []);
  };

  return async (now, limit, from = beginning) => {
    const shards = await Promise.all(dueShards.map((shard) => askShard(shard, from, now, limit)));
    const entries = shards.flat().sort((one, other) => one.dueAt.localeCompare(other.dueAt));
    return entries.slice(0, limit);
  };
}
