import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { SaveBatchResult } from '../../domain/batches/create-batch-payment.ts';
import { batchKey, resultItem } from './batch-key.ts';

/** Unconditional: the same payment of the same batch comes to the same result however often it is tried. */
export function saveBatchResult(db: DynamoDBDocumentClient, table: string): SaveBatchResult {
  return async (name, result) => {
    const Item = { ...result, batchKey: batchKey(name), item: resultItem(result.index) };
    await db.send(new PutCommand({ TableName: table, Item }));
  };
}
