import * as z from 'zod/mini';
import type { Failure } from '../domain/payments/payment.ts';

/** Why a rail did not do, or undid, what it was asked. */
export const givenReason = z.object({ code: z.optional(z.string()), message: z.optional(z.string()) });

/** A rail that gives no reason, a very long one or one that is no text must not stop the payment from failing. */
export function failureOf({ code, message }: z.infer<typeof givenReason>): Failure {
  return {
    code: storable(code, 64) || 'unspecified',
    message: storable(message, 500) || 'The rail gave no reason.',
  };
}

/** JSON may hold half a character, and the cut may make one: DynamoDB takes UTF-8 only. */
function storable(text: string | undefined, length: number): string | undefined {
  return text?.slice(0, length).toWellFormed();
}
