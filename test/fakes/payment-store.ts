import { movementsFor } from '#shared/domain/ledger/movements-for.ts';
import type { SavePayment } from '#shared/domain/payments/accept-payment.ts';
import type { RecordRailEvent } from '#shared/domain/payments/apply-rail-event.ts';
import type { Payment } from '#shared/domain/payments/payment.ts';
import { fingerprintIn } from '#shared/domain/payments/payment-id.ts';
import type { FindPayment, ListPayments } from '#shared/domain/payments/read-payment.ts';
import type { FindDuePayments, FindOldestWaiting } from '#shared/domain/payments/reconcile-payments.ts';
import type { ReplacePayment } from '#shared/domain/payments/replace-payment.ts';
import { type FakeLedger, fakeLedger, type Ledger } from './ledger.ts';

/** Everything that use cases ask of the tables of payments, events and money. */
export interface PaymentStore extends Ledger {
  save: SavePayment;
  find: FindPayment;
  list: ListPayments;
  replace: ReplacePayment;
  record: RecordRailEvent;
  due: FindDuePayments;
  oldest: FindOldestWaiting;
}

export interface FakePaymentStore extends PaymentStore {
  ledger: FakeLedger;
  payments: ReadonlyMap<string, Payment>;
  /** Event ids that have a record, in order, with the verdict. */
  recorded: Map<string, { paymentId: string; type: string; verdict: string }>;
}

/**
 * In memory; the same contract suites run against it and against DynamoDB. Every port does its work in one step, as the
 * transactions do. Partners begin with `opening` minor units of every currency.
 */
export function fakePaymentStore({ opening = 100_000_000 } = {}): FakePaymentStore {
  const payments = new Map<string, Payment>();
  const recorded: FakePaymentStore['recorded'] = new Map();
  const ledger = fakeLedger(opening);
  const read = (id: string) => payments.get(fingerprintIn(id));
  const write = (payment: Payment) => payments.set(fingerprintIn(payment.id), structuredClone(payment));

  const replaceNow = (before: Payment, after: Payment) => {
    if (read(before.id)?.version !== before.version) return 'stale';
    const result = ledger.book(movementsFor(before, after));
    if (result === 'already') return 'stale';
    if (result === 'short') throw new TypeError(`the books do not hold the money of ${after.id}`);
    write({ ...after, version: before.version + 1 });
    return 'saved';
  };

  return {
    ledger,
    payments,
    recorded,
    deposit: ledger.deposit,
    balances: ledger.balances,
    save: async (payment) => {
      const existing = read(payment.id);
      if (existing) return { outcome: 'exists', payment: structuredClone(existing) };
      const { partnerId, amount } = payment;
      if (ledger.book(movementsFor(undefined, payment)) === 'short') {
        const { available } = ledger.booksOf(partnerId, amount.currency);
        return { outcome: 'insufficient', available: { value: available, currency: amount.currency } };
      }
      write(payment);
      return { outcome: 'saved' };
    },
    find: async (paymentId) => structuredClone(read(paymentId)),
    list: async ({ partnerId, status, limit, afterId }) => {
      const found = [...payments.values()]
        .filter((payment) => payment.partnerId === partnerId && (!status || payment.status === status))
        .filter((payment) => afterId === undefined || payment.id < afterId)
        .sort((a, b) => (a.id < b.id ? 1 : -1));
      return { payments: structuredClone(found.slice(0, limit)), more: found.length > limit };
    },
    replace: async (before, after) => replaceNow(before, after),
    record: async ({ event, paymentId, verdict }, change) => {
      const known = recorded.get(event.id);
      if (known) return known.paymentId === paymentId && known.type === event.type ? 'duplicate' : 'reused';
      if (change && replaceNow(change.before, change.after) === 'stale') return 'stale';
      recorded.set(event.id, { paymentId, type: event.type, verdict });
      return 'recorded';
    },
    oldest: async () =>
      [...payments.values()]
        .filter(({ dueAt }) => dueAt)
        .map(({ id }) => id)
        .toSorted()[0],
    due: async (now, limit, from = '') =>
      [...payments.values()]
        .flatMap(({ id, dueAt }) => (dueAt && dueAt >= from && dueAt <= now ? [{ id, dueAt }] : []))
        .sort((one, other) => one.dueAt.localeCompare(other.dueAt))
        .slice(0, limit),
  };
}
