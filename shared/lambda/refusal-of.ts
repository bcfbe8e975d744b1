import { DomainError, RetryLater } from '../domain/errors.ts';
import { isUnavailable } from './is-unavailable.ts';

const retryAfterSeconds = 5;

/** What is thrown, as the caller is told of it. What we did not foresee is told to nobody outside. */
export function refusalOf(cause: unknown): DomainError {
  if (cause instanceof DomainError) return cause;
  if (cause instanceof RetryLater || isUnavailable(cause))
    return new DomainError('service-unavailable', 'Repeat the request, with the same Idempotency-Key if it had one.', {
      cause,
      retryAfterSeconds,
    });
  return new DomainError('internal-error', 'The request failed and we are told. Quote the instance to support.', {
    cause,
  });
}
