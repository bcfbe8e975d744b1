import type { Payment } from '../domain/payments/payment.ts';

/** A payment as its partner sees it. Who else knows what of it stays inside. */
export type PaymentView = Pick<
  Payment,
  'id' | 'status' | 'amount' | 'creditor' | 'reference' | 'metadata' | 'createdAt' | 'updatedAt' | 'failure' | 'batchId'
>;

export function paymentView(payment: Payment): PaymentView {
  const { id, status, amount, creditor, reference, metadata, createdAt, updatedAt, failure, batchId } = payment;
  return {
    id,
    status,
    amount,
    creditor,
    reference,
    metadata: sortedByName(metadata),
    createdAt,
    updatedAt,
    failure,
    batchId,
  };
}

/** DynamoDB keeps no order of a map's names; one payment is to have one text, and so one entity tag. */
function sortedByName(pairs: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(pairs).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function paymentPath(paymentId: string): string {
  return `/v1/payments/${paymentId}`;
}
