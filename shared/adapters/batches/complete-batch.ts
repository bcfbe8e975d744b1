import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { CompleteBatch } from '../../domain/batches/close-batch.ts';
import { batchItem, batchKey } from './batch-key.ts';

/** Unconditional: a batch has one workflow, and each of its attempts to complete counts the same results. */
export function completeBatch(db: DynamoDBDocumentClient, table: string): CompleteBatch {
  return async (name, counts) => {
    await db.send(
      new UpdateCommand({
        TableName: table,
        Key: { batchKey: batchKey(name), item: batchItem },
        UpdateExpression: 'SET #status = :completed, #counts = :counts',
        ExpressionAttributeNames: { '#status': 'status', '#counts': 'counts' },
        ExpressionAttributeValues: { ':completed': 'completed', ':counts': counts },
      }),
    );
  };
}
