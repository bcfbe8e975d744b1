import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { resultFromItem } from '../../contracts/batch.ts';
import type { BatchResult } from '../../domain/batches/batch.ts';
import type { SaveBatchResult } from '../../domain/batches/create-batch-payment.ts';
import { batchKey, resultItem } from './batch-key.ts';

/** A refusal is put on condition that there is no result; DynamoDB returns the one that is there. */
export function saveBatchResult(db: DynamoDBDocumentClient, table: string): SaveBatchResult {
  return async (name, result) => {
    const Item = { ...result, batchKey: batchKey(name), item: resultItem(result.index) };
    try {
      await db.send(new PutCommand({ TableName: table, Item, ...conditionOf(result) }));
      return result;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return resultFromItem(unmarshall(error.Item ?? {}));
    }
  };
}

function conditionOf({ status }: BatchResult) {
  if (status === 'accepted') return {};
  return {
    ConditionExpression: 'attribute_not_exists(batchKey)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
}
