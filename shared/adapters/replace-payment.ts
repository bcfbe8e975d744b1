import { ConditionalCheckFailedException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { movementsFor } from '../domain/ledger/movements-for.ts';
import type { Payment } from '../domain/payments/payment.ts';
import type { ReplacePayment } from '../domain/payments/replace-payment.ts';
import { changeItems } from './ledger/change-items.ts';
import { contention } from './ledger/contention.ts';
import { transactWrite } from './ledger/transact.ts';
import type { PaymentTables } from './payment-tables.ts';
import { replacement } from './replacement.ts';

type Tables = Pick<PaymentTables, 'paymentsTable' | 'ledgerTable'>;

/** Optimistic lock on PaymentsTable. Where no money moves, a single write does. */
export function replacePayment(db: DynamoDBDocumentClient, tables: Tables): ReplacePayment {
  return async (before, after) => {
    if (movementsFor(before, after).length === 0) return replaceAlone(db, tables.paymentsTable, before, after);
    const { items, whyCanceled } = changeItems(tables, { before, after });
    const result = await transactWrite(db, items, contention());
    return result === 'committed' ? 'saved' : whyCanceled(result);
  };
}

/** A transaction on the same item counts as someone who wrote in between. */
async function replaceAlone(db: DynamoDBDocumentClient, table: string, before: Payment, after: Payment) {
  try {
    await db.send(new PutCommand(replacement(table, before, after)));
    return 'saved';
  } catch (error) {
    const stale = error instanceof ConditionalCheckFailedException || error instanceof TransactionConflictException;
    if (stale) return 'stale';
    throw error;
  }
}
