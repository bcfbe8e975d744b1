import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { CreateBatch } from '../../domain/batches/open-batch.ts';
import { batchItem, batchKey } from './batch-key.ts';

export function createBatch(db: DynamoDBDocumentClient, table: string): CreateBatch {
  return async (batch) => {
    try {
      await db.send(
        new PutCommand({
          TableName: table,
          Item: { ...batch, batchKey: batchKey(batch), item: batchItem },
          ConditionExpression: 'attribute_not_exists(batchKey)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return 'created';
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return error.Item?.startedAt?.S === batch.startedAt ? 'same' : 'taken';
    }
  };
}
