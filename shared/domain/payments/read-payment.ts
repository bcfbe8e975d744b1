import { DomainError } from '../errors.ts';
import type { Payment, PaymentStatus } from './payment.ts';
import { isPaymentId } from './payment-id.ts';

/** Finds by fingerprint: the payment under the id's key, which need not have this very id. Never a stale copy. */
export type FindPayment = (paymentId: string) => Promise<Payment | undefined>;

/** Newest first, one partner's, from after `afterId` on. */
export type ListPayments = (list: PaymentList) => Promise<PaymentPage>;

export interface PaymentList {
  partnerId: string;
  status?: PaymentStatus;
  limit: number;
  afterId?: string;
}

export interface PaymentPage {
  payments: Payment[];
  /** Whether there is a next page. It may turn out empty when payments change state meanwhile. */
  more: boolean;
}

/**
 * One payment of one partner.
 * @throws DomainError payment-not-found also for another partner's: that it exists is nobody else's business
 */
export function readPayment(find: FindPayment) {
  return async (partnerId: string, paymentId: string): Promise<Payment> => {
    const payment = isPaymentId(paymentId) ? await find(paymentId) : undefined;
    if (payment?.id === paymentId && payment.partnerId === partnerId) return payment;
    throw new DomainError('payment-not-found', 'No payment of yours has this id.');
  };
}
