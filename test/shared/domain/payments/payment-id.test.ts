import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeTime } from 'ulid';
import {
  fingerprintIn,
  fingerprintOf,
  isPaymentId,
  paymentIdOf,
  type Scope,
} from '#shared/domain/payments/payment-id.ts';

const scopes: fc.Arbitrary<Scope> = fc.record({ partnerId: fc.string(), route: fc.string(), key: fc.string() });
const times = fc.integer({ min: 0, max: 2 ** 48 - 1 });

describe('a payment id', () => {
  test('is pay_ and a ULID whose time is that of acceptance', () => {
    fc.assert(
      fc.property(scopes, times, (scope, ms) => {
        const id = paymentIdOf(scope, ms);
        expect(isPaymentId(id)).toBe(true);
        expect(decodeTime(id.slice('pay_'.length))).toBe(ms);
      }),
    );
  });

  test('carries the fingerprint of its scope, whenever it is made', () => {
    fc.assert(
      fc.property(scopes, times, (scope, ms) =>
        expect(fingerprintIn(paymentIdOf(scope, ms))).toBe(fingerprintOf(scope)),
      ),
    );
  });

  test('differs when any part of the scope differs, and does not confuse where one part ends', () => {
    const all: Scope[] = [
      { partnerId: 'a', route: 'b', key: 'c' },
      { partnerId: 'ab', route: '', key: 'c' },
      { partnerId: 'a', route: 'bc', key: '' },
      { partnerId: 'a', route: 'c', key: 'b' },
      { partnerId: 'a","b', route: 'c', key: '' },
    ];
    expect(new Set(all.map(fingerprintOf)).size).toBe(all.length);
  });

  test('sorts by time', () => {
    const scope = { partnerId: 'acme', route: 'r', key: 'k' };
    fc.assert(
      fc.property(times, times, (a, b) => {
        fc.pre(a < b);
        expect(paymentIdOf(scope, a) < paymentIdOf({ ...scope, key: 'other' }, b)).toBe(true);
      }),
    );
  });

  test.each([
    '',
    'pay_',
    'pay_01KAGB5NKK7B6V0H5X2QW9MZ3',
    'pay_01KAGB5NKK7B6V0H5X2QW9MZ3TT',
    'pay_01kagb5nkk7b6v0h5x2qw9mz3t',
    'pay_81KAGB5NKK7B6V0H5X2QW9MZ3T',
    'pay_01KAGB5NKK7B6V0H5X2QW9MZ3U',
    'pay_01KAGB5NKK7B6V0H5X2QW9MZ3T\n',
    '../01KAGB5NKK7B6V0H5X2QW9MZ3T',
    '__proto__',
  ])('is not %j', (text) => expect(isPaymentId(text)).toBe(false));
});
