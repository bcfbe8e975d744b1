import { ConditionalCheckFailedException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Payment } from '../domain/payments/payment.ts';
import type { ReplacePayment } from '../domain/payments/replace-payment.ts';
import { replacement } from './replacement.ts';

/** Optimistic lock on PaymentsTable. A transaction on the same item counts as someone who wrote in between. */
export function replacePayment(db: DynamoDBDocumentClient, table: string): ReplacePayment {
  return async (payment: Payment) => {
    try {
      await db.send(new PutCommand(replacement(table, payment)));
      return 'saved';
    } catch (error) {
      const stale = error instanceof ConditionalCheckFailedException || error instanceof TransactionConflictException;
      if (stale) return 'stale';
      throw error;
    }
  };
}
