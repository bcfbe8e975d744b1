import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { findDuePayments } from '#shared/adapters/find-due-payments.ts';
import { findOldestWaiting } from '#shared/adapters/find-oldest-waiting.ts';
import { findPayment } from '#shared/adapters/find-payment.ts';
import { bookDeposit } from '#shared/adapters/ledger/book-deposit.ts';
import { readBalances } from '#shared/adapters/ledger/read-balances.ts';
import { listPayments } from '#shared/adapters/list-payments.ts';
import { recordRailEvent } from '#shared/adapters/record-rail-event.ts';
import { replacePayment } from '#shared/adapters/replace-payment.ts';
import { savePayment } from '#shared/adapters/save-payment.ts';
import { depositOf } from '#shared/domain/ledger/deposit.ts';
import type { PaymentStore } from '../fakes/payment-store.ts';

const tables = { paymentsTable: 'PaymentsTable', eventsTable: 'EventsTable', ledgerTable: 'LedgerTable' };

/** A million euros. */
export const opening = { value: 100_000_000, currency: 'EUR' };

/** Gives partners money to begin with; again, it is the same money. */
export async function fund(
  db: DynamoDBDocumentClient,
  partnerIds: readonly string[],
  { amount = opening, table = tables.ledgerTable } = {},
): Promise<void> {
  const deposit = bookDeposit(db, table);
  const key = `opening-${amount.currency}`;
  const at = '2026-01-01T00:00:00.000Z';
  for (const partnerId of partnerIds) await deposit(depositOf({ partnerId, amount, key }, at));
}

/** The adapters as they are deployed. Who saves a payment has been given money for it, unless `opening` is 0. */
export function tableStore(db: DynamoDBDocumentClient, { opening: value = opening.value } = {}): PaymentStore {
  const save = savePayment(db, tables);
  const opened = new Map<string, Promise<void>>();
  const open = (partnerId: string, currency: string): Promise<void> => {
    const name = `${partnerId} ${currency}`;
    const begun = opened.get(name) ?? fund(db, [partnerId], { amount: { value, currency } });
    opened.set(name, begun);
    return begun;
  };
  return {
    deposit: bookDeposit(db, tables.ledgerTable),
    balances: readBalances(db, tables.ledgerTable),
    save: async (payment) => {
      if (value > 0) await open(payment.partnerId, payment.amount.currency);
      return save(payment);
    },
    find: findPayment(db, tables.paymentsTable),
    list: listPayments(db, tables.paymentsTable),
    replace: replacePayment(db, tables),
    record: recordRailEvent(db, tables),
    due: findDuePayments(db, tables.paymentsTable),
    oldest: findOldestWaiting(db, tables.paymentsTable),
  };
}
