import { isPaymentId } from './payment-id.ts';
import type { FindPayment } from './read-payment.ts';

/** The payment that has this very id. For callers that speak for every partner: rails and our own messages. */
export function findById(find: FindPayment): FindPayment {
  return async (paymentId) => {
    const payment = isPaymentId(paymentId) ? await find(paymentId) : undefined;
    return payment?.id === paymentId ? payment : undefined;
  };
}
