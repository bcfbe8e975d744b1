import { toItem } from '../contracts/stored-payment.ts';
import type { Payment } from '../domain/payments/payment.ts';

/** A Put of the payment's next version over the version that it was read as, alone or in a transaction. */
export function replacement(table: string, before: Payment, after: Payment) {
  return {
    TableName: table,
    Item: toItem({ ...after, version: before.version + 1 }),
    ConditionExpression: 'version = :read',
    ExpressionAttributeValues: { ':read': before.version },
  };
}
