import type { FindSandboxPayment, SandboxPayment } from './sandbox-payment.ts';

/**
 * What the sandbox bank knows of a payment. It does not own up to one that waits for nothing, because its own process died
 * while it took the order: who asks then sends the order again, which makes up for it.
 */
export function tellOfSandboxPayment(find: FindSandboxPayment) {
  return async (paymentId: string): Promise<SandboxPayment | undefined> => {
    const payment = await find(paymentId);
    return payment?.status === 'pending' && !payment.scheduled ? undefined : payment;
  };
}
