import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { dueShards } from '../contracts/stored-payment.ts';
import type { FindOldestWaiting } from '../domain/payments/reconcile-payments.ts';

const ids = z.array(z.object({ id: z.string() }));

/** Of 1 MB each: some 30,000 waiting payments per shard. */
const maxPages = 4;

/**
 * Reads through the sparse `due` index: it holds what waits and nothing else, and ids sort by time. It starts from the
 * entries that are due last. Those were checked most often, so the oldest are likely among them should the pages run out.
 */
export function findOldestWaiting(client: DynamoDBDocumentClient, table: string): FindOldestWaiting {
  const oldestOf = async (shard: string): Promise<string[]> => {
    const query = {
      TableName: table,
      IndexName: 'due',
      KeyConditionExpression: 'dueShard = :shard',
      ExpressionAttributeValues: { ':shard': shard },
      ProjectionExpression: 'id',
      ScanIndexForward: false,
    };
    const found: string[] = [];
    let pages = 0;
    for await (const { Items } of paginateQuery({ client }, query)) {
      found.push(...ids.parse(Items ?? []).map(({ id }) => id));
      if (++pages === maxPages) break;
    }
    return found;
  };

  return async () => {
    const shards = await Promise.all(dueShards.map(oldestOf));
    return shards.flat().reduce<string | undefined>((oldest, id) => (oldest && oldest < id ? oldest : id), undefined);
  };
}
