import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { fromItem, paymentKey } from '../contracts/stored-payment.ts';
import type { FindPayment } from '../domain/payments/read-payment.ts';

/** Reads consistently: who just created a payment finds it. The id's fingerprint alone selects; the caller checks the rest. */
export function findPayment(client: DynamoDBDocumentClient, tableName: string): FindPayment {
  return async (paymentId) => {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: paymentKey(paymentId), ConsistentRead: true }),
    );
    return Item && fromItem(Item);
  };
}
