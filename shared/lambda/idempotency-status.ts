import type { ErrorCode } from '../domain/errors.ts';

/** What every answer of a keyed route tells of its key, in the header Idempotency-Status (docs/idempotency.md). */
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

/** The header of a refusal: for most codes the request was its own, and is done with. */
export function keyHeaderOf(code: ErrorCode): Record<string, string> {
  return { [header]: others[code] ?? ('processed' satisfies IdempotencyStatus) };
}

/** After an error of ours nobody knows yet what became of the key; the same request again will tell. */
const others: Partial<Record<ErrorCode, IdempotencyStatus>> = {
  'idempotency-key-in-progress': 'in-progress',
  'service-unavailable': 'in-progress',
  'internal-error': 'in-progress',
  'idempotency-key-reused': 'mismatch',
};
