import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { batchFromItem, resultFromItem } from '../../contracts/batch.ts';
import type { Batch, BatchResult } from '../../domain/batches/batch.ts';
import type { ReadBatch } from '../../domain/batches/close-batch.ts';
import { batchItem, batchKey } from './batch-key.ts';

/** One partition holds it all, and 500 results at most: this ends after a page or two. */
export function readBatch(client: DynamoDBDocumentClient, table: string): ReadBatch {
  return async (name) => {
    const query = {
      TableName: table,
      KeyConditionExpression: 'batchKey = :key',
      ExpressionAttributeValues: { ':key': batchKey(name) },
      ConsistentRead: true,
    };
    let batch: Batch | undefined;
    const results: BatchResult[] = [];
    for await (const { Items = [] } of paginateQuery({ client }, query)) {
      for (const item of Items) {
        if (item.item === batchItem) batch = batchFromItem(item);
        else results.push(resultFromItem(item));
      }
    }
    return { batch, results };
  };
}
