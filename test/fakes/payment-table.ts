import type { SavePayment } from '#shared/domain/payments/accept-payment.ts';
import type { Payment } from '#shared/domain/payments/payment.ts';
import { fingerprintIn } from '#shared/domain/payments/payment-id.ts';
import type { FindPayment, ListPayments } from '#shared/domain/payments/read-payment.ts';

export interface PaymentTable {
  save: SavePayment;
  find: FindPayment;
  list: ListPayments;
}

/** The payments table in memory; the same contract suite runs against it and against DynamoDB. */
export function fakePaymentTable(): PaymentTable {
  const payments = new Map<string, Payment>();
  return {
    save: async (payment) => {
      const existing = payments.get(fingerprintIn(payment.id));
      if (existing) return { outcome: 'exists', payment: structuredClone(existing) };
      payments.set(fingerprintIn(payment.id), structuredClone(payment));
      return { outcome: 'saved' };
    },
    find: async (paymentId) => structuredClone(payments.get(fingerprintIn(paymentId))),
    list: async ({ partnerId, status, limit, afterId }) => {
      const found = [...payments.values()]
        .filter((payment) => payment.partnerId === partnerId && (!status || payment.status === status))
        .filter((payment) => afterId === undefined || payment.id < afterId)
        .sort((a, b) => (a.id < b.id ? 1 : -1));
      return { payments: structuredClone(found.slice(0, limit)), more: found.length > limit };
    },
  };
}
