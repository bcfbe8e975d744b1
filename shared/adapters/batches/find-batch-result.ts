import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { resultFromItem } from '../../contracts/batch.ts';
import type { FindBatchResult } from '../../domain/batches/create-batch-payment.ts';
import { batchKey, resultItem } from './batch-key.ts';

export function findBatchResult(db: DynamoDBDocumentClient, table: string): FindBatchResult {
  return async (name, index) => {
    const Key = { batchKey: batchKey(name), item: resultItem(index) };
    const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item && resultFromItem(Item);
  };
}
