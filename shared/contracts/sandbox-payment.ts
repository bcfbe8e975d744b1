import * as z from 'zod/mini';
import type { SandboxPayment } from '../domain/rail/sandbox-payment.ts';

/** An item of RailTable. */
const storedSandboxPayment = z.object({
  paymentId: z.string(),
  status: z.enum(['pending', 'rejected', 'settled', 'failed', 'returned']),
  failure: z.optional(z.object({ code: z.string(), message: z.string() })),
  scheduled: z.boolean(),
});

/** @throws ZodError when the item is not a payment of the sandbox rail: a defect */
export function sandboxPaymentFromItem(item: unknown): SandboxPayment {
  return storedSandboxPayment.parse(item);
}

/** What the sandbox rail's API says of a payment. */
export function sandboxAnswer({ paymentId, status, failure }: SandboxPayment) {
  return { id: paymentId, status, ...failure };
}
