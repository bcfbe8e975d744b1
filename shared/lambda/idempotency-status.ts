import type { ErrorCode } from '../domain/errors.ts';

/**
 * What an answer tells of its key, in the header Idempotency-Status (docs/idempotency.md). An answer without the header
 * tells nothing: the key was not looked up, or what became of the request is not known.
 */
export type IdempotencyStatus = 'processed' | 'replayed' | 'in-progress' | 'mismatch';

const header = 'idempotency-status';

interface Answer {
  headers: Record<string, string>;
}

/** The answer of the request that did the work. */
export function processed<Given extends Answer>(answer: Given): Given {
  return { ...answer, headers: { ...answer.headers, [header]: 'processed' satisfies IdempotencyStatus } };
}

/** The answer of a request that found the work done. */
export function replayed<Given extends Answer>(answer: Given): Given {
  const headers = { [header]: 'replayed' satisfies IdempotencyStatus, 'idempotent-replayed': 'true' };
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

/** The headers of a refusal, by its code: each of these is given on keyed routes only, after the key was looked up. */
export function keyHeadersOf(code: ErrorCode): Record<string, string> {
  const status = refusals[code];
  return status ? { [header]: status } : {};
}

const refusals: Partial<Record<ErrorCode, IdempotencyStatus>> = {
  'insufficient-funds': 'processed',
  'idempotency-key-in-progress': 'in-progress',
  'idempotency-key-reused': 'mismatch',
};
