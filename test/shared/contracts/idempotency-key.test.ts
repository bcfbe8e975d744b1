import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readIdempotencyKey } from '#shared/contracts/idempotency-key.ts';

const codeOf = (header: string | undefined) => {
  try {
    readIdempotencyKey(header);
    return 'taken';
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

describe('an Idempotency-Key', () => {
  test.each([
    ['6f1a2c0e-8f0b-4a53-9a2e-1f6f0c9d7b11', '6f1a2c0e-8f0b-4a53-9a2e-1f6f0c9d7b11'],
    ['"quoted"', 'quoted'],
    ['"with, comma"', 'with, comma'],
    ['"a \\"quoted\\" \\\\"', 'a "quoted" \\'],
    [`"${'\\"'.repeat(64)}"`, '"'.repeat(64)],
    ['  padded  ', 'padded'],
    ['!#$%&()*+-./:;<=>?@[]^_`{|}~', '!#$%&()*+-./:;<=>?@[]^_`{|}~'],
    ['k'.repeat(64), 'k'.repeat(64)],
  ])('%s is the key %s', (header, key) => expect(readIdempotencyKey(header)).toBe(key));

  test.each([[undefined], [''], ['   ']])('%p is missing', (header) =>
    expect(codeOf(header)).toBe('idempotency-key-missing'),
  );

  test.each([
    '""',
    '"open',
    'k'.repeat(65),
    `"${'k'.repeat(65)}"`,
    'a b',
    'a\tb',
    'a,b',
    '"a", "b"',
    '"a";q=1',
    '"a\\n"',
    '"a\\"',
    '"a"b"',
    '"ü"',
    `"${'\\"'.repeat(65)}"`,
    'a"b',
    'a\\b',
    'schlüssel',
    'a\0',
    'a\nb',
  ])('%j is refused', (header) => expect(codeOf(header)).toBe('idempotency-key-invalid'));

  test('every string of printable ASCII is a key, as a structured-field string (RFC 9651)', () => {
    const text = fc.string({
      unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
      minLength: 1,
      maxLength: 64,
    });
    const serialised = (key: string) => `"${key.replace(/["\\]/g, '\\$&')}"`;
    fc.assert(fc.property(text, (key) => expect(readIdempotencyKey(serialised(key))).toBe(key)));
  });

  test('the bare and the quoted form of a key are the same key', () => {
    const key = fc.stringMatching(/^[A-Za-z0-9_.-]{1,64}$/);
    fc.assert(fc.property(key, (text) => expect(readIdempotencyKey(`"${text}"`)).toBe(readIdempotencyKey(text))));
  });
});
