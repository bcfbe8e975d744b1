import type { Payment } from './payment.ts';
import { paymentIdOf, type Scope } from './payment-id.ts';
import type { FindPayment } from './read-payment.ts';

/** The payment that a key made. The fingerprint in the id finds it, whatever its time was. */
export function findByKey(find: FindPayment) {
  return async (scope: Scope): Promise<Payment | undefined> => {
    const payment = await find(paymentIdOf(scope, 0));
    return payment?.partnerId === scope.partnerId ? payment : undefined;
  };
}
