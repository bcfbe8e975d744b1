import type { RecordRailEvent } from '#shared/domain/payments/apply-rail-event.ts';
import type { Payment } from '#shared/domain/payments/payment.ts';
import { fingerprintIn } from '#shared/domain/payments/payment-id.ts';
import type { FindPayment } from '#shared/domain/payments/read-payment.ts';
import type { FindDuePayments, FindOldestWaiting } from '#shared/domain/payments/reconcile-payments.ts';
import type { ReplacePayment } from '#shared/domain/payments/replace-payment.ts';

/** What the consumers do to payments: read, replace by version, record a rail's event, find what is due. */
export interface PaymentChanges {
  put: (payment: Payment) => Promise<void>;
  find: FindPayment;
  replace: ReplacePayment;
  record: RecordRailEvent;
  due: FindDuePayments;
  oldest: FindOldestWaiting;
}

export interface FakePaymentChanges extends PaymentChanges {
  /** Event ids that have a record, in order, with the verdict. */
  recorded: Map<string, { paymentId: string; type: string; verdict: string }>;
}

/** In memory; the same contract suite runs against it and against DynamoDB. */
export function fakePaymentChanges(): FakePaymentChanges {
  const payments = new Map<string, Payment>();
  const recorded: FakePaymentChanges['recorded'] = new Map();
  const read = (id: string) => payments.get(fingerprintIn(id));
  const write = (payment: Payment) => payments.set(fingerprintIn(payment.id), structuredClone(payment));
  const replaceNow = (payment: Payment) => {
    if (read(payment.id)?.version !== payment.version) return 'stale';
    write({ ...payment, version: payment.version + 1 });
    return 'saved';
  };
  return {
    recorded,
    put: async (payment) => void write(payment),
    find: async (id) => structuredClone(read(id)),
    replace: async (payment) => replaceNow(payment),
    record: async ({ event, paymentId, verdict }, changed) => {
      const known = recorded.get(event.id);
      if (known) return known.paymentId === paymentId && known.type === event.type ? 'duplicate' : 'reused';
      if (changed && replaceNow(changed) === 'stale') return 'stale';
      recorded.set(event.id, { paymentId, type: event.type, verdict });
      return 'recorded';
    },
    oldest: async () =>
      [...payments.values()]
        .filter(({ dueAt }) => dueAt)
        .map(({ id }) => id)
        .toSorted()[0],
    due: async (now, limit) => {
      const due = [...payments.values()].flatMap(({ id, dueAt }) => (dueAt && dueAt <= now ? [{ id, dueAt }] : []));
      return due
        .sort((one, other) => one.dueAt.localeCompare(other.dueAt))
        .slice(0, limit)
        .map(({ id }) => id);
    },
  };
}
