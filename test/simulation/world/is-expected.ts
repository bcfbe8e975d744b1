import { RetryLater } from '#shared/domain/errors.ts';

/** What a consumer throws when it could not do its work just now. Anything else is a defect. */
export function isExpected(error: unknown): boolean {
  return error instanceof RetryLater;
}
