import * as z from 'zod/mini';
import type { PaymentStatus } from '../domain/payments/payment.ts';
import { keyAdvice, parseIdempotencyKey } from './idempotency-key.ts';
import { readContract } from './read-contract.ts';

const statuses = ['accepted', 'submitted', 'settled', 'failed', 'returned'] as const satisfies readonly PaymentStatus[];
const maxLimit = 100;
const defaultLimit = 20;

const limit = z.pipe(
  z.pipe(z.string().check(z.regex(/^\d{1,3}$/, `Must be a whole number from 1 to ${maxLimit}.`)), z.transform(Number)),
  z.number().check(z.minimum(1), z.maximum(maxLimit)),
);

/** In either form that the header has. */
const idempotencyKey = z.pipe(z.pipe(z.string(), z.transform(parseIdempotencyKey)), z.string(keyAdvice));

const listQuery = z
  .strictObject({
    status: z.optional(z.enum(statuses)),
    limit: z._default(limit, defaultLimit),
    cursor: z.optional(z.string()),
    idempotencyKey: z.optional(idempotencyKey),
  })
  .check(notBesideKey('status'), notBesideKey('cursor'));

export type ListQuery = z.infer<typeof listQuery>;

/** @throws DomainError invalid-request for a bad or unknown parameter, or one given twice (the gateway joins them) */
export function readListQuery(parameters: Record<string, string | undefined> = {}): ListQuery {
  return readContract(listQuery, parameters, 'query');
}

/** A key has one payment at most: there is nothing to filter, and no next page. */
function notBesideKey(name: 'status' | 'cursor') {
  return z.refine<Partial<Record<string, unknown>>>(
    (query) => query.idempotencyKey === undefined || query[name] === undefined,
    { path: [name], error: 'Cannot be combined with idempotencyKey. Remove one of them.' },
  );
}
