import type { DomainError, ErrorCode, Problem } from '../domain/errors.ts';
import type { Money } from '../domain/payments/payment.ts';
import { paymentPath } from './payment-view.ts';

/** An RFC 9457 problem document. */
export interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  detail: string;
  /** Quote it to support: it is in every log line that the request caused. */
  instance: string;
  code: ErrorCode;
  errors?: Problem[];
  /** The path of a resource to look at instead. */
  resource?: string;
  /** What can be spent, of the money that was not enough. */
  available?: Money;
}

/** The catalogue: what each code means and answers. */
export const catalogue = {
  'malformed-json': { status: 400, title: 'The body is not JSON that reads the same everywhere' },
  'invalid-request': { status: 400, title: 'The request breaks the contract' },
  'invalid-cursor': { status: 400, title: 'The cursor does not belong to this list' },
  'idempotency-key-missing': { status: 400, title: 'The Idempotency-Key header is missing' },
  'idempotency-key-invalid': { status: 400, title: 'The Idempotency-Key header is malformed' },
  'idempotency-key-in-progress': { status: 409, title: 'The first request with this key is still running' },
  'idempotency-key-reused': { status: 422, title: 'The key was used for another request' },
  'insufficient-funds': { status: 402, title: 'There is not enough money for this payment' },
  'payment-not-found': { status: 404, title: 'No such payment' },
  'batch-not-found': { status: 404, title: 'No such batch' },
  'payload-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body must be application/json' },
  'service-unavailable': { status: 503, title: 'Not available for the moment' },
  'internal-error': { status: 500, title: 'Something went wrong on our side' },
} satisfies Record<ErrorCode, { status: number; title: string }>;

export function problemDocument(error: DomainError, requestId: string): ProblemDocument {
  return {
    type: `urn:sluice:problem:${error.code}`,
    ...catalogue[error.code],
    detail: error.message,
    instance: `urn:sluice:request:${requestId}`,
    code: error.code,
    errors: error.problems,
    resource: error.resource && paymentPath(error.resource),
    available: error.available,
  };
}
