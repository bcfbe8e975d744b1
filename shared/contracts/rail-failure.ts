import * as z from 'zod/mini';
import type { Failure } from '../domain/payments/payment.ts';

/** Why a rail did not do, or undid, what it was asked. */
export const givenReason = z.object({ code: z.optional(z.string()), message: z.optional(z.string()) });

/** A rail that gives no reason, or a very long one, must not stop the payment from failing. */
export function failureOf({ code, message }: z.infer<typeof givenReason>): Failure {
  return {
    code: code?.slice(0, 64) || 'unspecified',
    message: message?.slice(0, 500) || 'The rail gave no reason.',
  };
}
