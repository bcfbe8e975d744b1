import { DomainError } from '../domain/errors.ts';

/** What to tell the sender of a malformed key. */
export const keyAdvice =
  'Use 1 to 64 visible ASCII characters, e.g. a UUID. Space, comma, quote and backslash need double quotes around the key.';

/**
 * The key of an Idempotency-Key header: 1 to 64 ASCII characters, as a structured-field string (RFC 9651) in double quotes,
 * or bare. Both forms of a key are the same key. Bare, it holds neither space, quote nor backslash, nor a comma, by which
 * the gateway joins repeated headers.
 * @throws DomainError idempotency-key-missing or idempotency-key-invalid
 */
export function readIdempotencyKey(header: string | undefined): string {
  if (!header?.trim()) {
    throw new DomainError('idempotency-key-missing', 'Send an Idempotency-Key, new for each payment, e.g. a UUID.');
  }
  const key = parseIdempotencyKey(header);
  if (key !== undefined) return key;
  throw new DomainError('idempotency-key-invalid', keyAdvice, {
    problems: [{ pointer: 'header/Idempotency-Key', detail: 'Must be one key of the allowed form.' }],
  });
}

/** The key, or undefined when the text is none. */
export function parseIdempotencyKey(text: string): string | undefined {
  const { bare, quoted } = form.exec(text.trim())?.groups ?? {};
  return bare ?? quoted?.replace(escaped, '$1');
}

/** Visible ASCII is 21 to 7E; 20 is the space, 22 the quote, 2C the comma, 5C the backslash. An escaped pair counts once. */
const form =
  /^(?:(?<bare>[\x21\x23-\x2b\x2d-\x5b\x5d-\x7e]{1,64})|"(?<quoted>(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\]){1,64})")$/;
const escaped = /\\(["\\])/g;
