import { DomainError } from '../domain/errors.ts';

/**
 * Reads an Idempotency-Key header: 1 to 64 visible ASCII characters, bare or as a structured-field string in double
 * quotes. Both forms of a key are the same key. A comma needs the quotes: the gateway joins repeated headers with one.
 * @throws DomainError idempotency-key-missing or idempotency-key-invalid
 */
export function readIdempotencyKey(header: string | undefined): string {
  if (!header?.trim()) {
    throw new DomainError('idempotency-key-missing', 'Send an Idempotency-Key, new for each payment, e.g. a UUID.');
  }
  const { bare, quoted } = form.exec(header.trim())?.groups ?? {};
  const key = bare ?? quoted;
  if (key !== undefined) return key;
  throw new DomainError(
    'idempotency-key-invalid',
    'Use 1 to 64 visible ASCII characters, without comma, quote, backslash.',
    {
      problems: [{ pointer: 'header/Idempotency-Key', detail: 'Must be one key of the allowed form.' }],
    },
  );
}

/** Visible ASCII is 21 to 7E; 22 is the quote, 2C the comma, 5C the backslash. */
const form = /^(?:(?<bare>[\x21\x23-\x2b\x2d-\x5b\x5d-\x7e]{1,64})|"(?<quoted>[\x21\x23-\x5b\x5d-\x7e]{1,64})")$/;
