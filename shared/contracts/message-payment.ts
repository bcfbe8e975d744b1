import * as z from 'zod/mini';

/** Body of a message in PaymentsQueue: hand this payment to the rail. */
export const paymentMessage = z.object({
  paymentId: z.string(),
  requestId: z.string(),
});

export type PaymentMessage = z.infer<typeof paymentMessage>;
