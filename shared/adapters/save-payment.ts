import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { fromItem, toItem } from '../contracts/stored-payment.ts';
import type { SavePayment } from '../domain/payments/accept-payment.ts';

/** One conditional Put is the whole dedupe: what the key held already comes back with the refusal. */
export function savePayment(client: DynamoDBDocumentClient, tableName: string): SavePayment {
  return async (payment) => {
    try {
      await client.send(
        new PutCommand({
          TableName: tableName,
          Item: toItem(payment),
          ConditionExpression: 'attribute_not_exists(pk)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return { outcome: 'saved' };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException) || !error.Item) throw error;
      // The document client leaves the item of this exception as DynamoDB wrote it.
      return { outcome: 'exists', payment: fromItem(unmarshall(error.Item)) };
    }
  };
}
