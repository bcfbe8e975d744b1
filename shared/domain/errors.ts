import type { Money } from './payments/payment.ts';

/** Every way in which Sluice refuses a request. The set is closed: a code without a status or a title does not compile. */
export type ErrorCode =
  | 'malformed-json'
  | 'invalid-request'
  | 'invalid-cursor'
  | 'idempotency-key-missing'
  | 'idempotency-key-invalid'
  | 'idempotency-key-in-progress'
  | 'idempotency-key-reused'
  | 'insufficient-funds'
  | 'payment-not-found'
  | 'batch-not-found'
  | 'payload-too-large'
  | 'unsupported-media-type'
  | 'service-unavailable'
  | 'internal-error';

/** One thing wrong with a request: where (an RFC 6901 JSON Pointer, or `header/…`, `query/…`) and what to do about it. */
export interface Problem {
  pointer: string;
  detail: string;
}

export interface DomainErrorOptions {
  cause?: unknown;
  problems?: Problem[];
  retryAfterSeconds?: number;
  /** The id of a payment that the caller should look at instead: the one that a reused key made. */
  resource?: string;
  /** What the caller can spend. */
  available?: Money;
}

/** A refusal with a stable code. Anything else that is thrown is a defect and shows as `internal-error`. */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: ErrorCode;
  readonly problems: Problem[] | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly resource: string | undefined;
  readonly available: Money | undefined;

  constructor(code: ErrorCode, message: string, options: DomainErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.problems = options.problems;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.resource = options.resource;
    this.available = options.available;
  }
}

/** The only error that a consumer is expected to throw: the work is not done, and trying again later may do it. */
export class RetryLater extends Error {
  override readonly name = 'RetryLater';
  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, options);
  }
}
