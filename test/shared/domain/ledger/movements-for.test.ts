import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { legsOf, type MovementKind } from '#shared/domain/ledger/movement.ts';
import { movementsFor } from '#shared/domain/ledger/movements-for.ts';
import type { PaymentStatus } from '#shared/domain/payments/payment.ts';
import { fingerprintIn } from '#shared/domain/payments/payment-id.ts';
import { aPayment } from '../../../support/a-payment.ts';

const kinds = (from: PaymentStatus | undefined, to: PaymentStatus) =>
  movementsFor(from && aPayment({ status: from }), aPayment({ status: to })).map(({ kind }) => kind);

describe('the money of a payment', () => {
  const moves: [PaymentStatus | undefined, PaymentStatus, MovementKind[]][] = [
    [undefined, 'accepted', ['hold']],
    ['accepted', 'submitted', []],
    ['submitted', 'settled', ['settle']],
    ['submitted', 'failed', ['release']],
    ['settled', 'returned', ['return']],
    ['accepted', 'settled', ['settle']],
    ['accepted', 'failed', ['release']],
    ['submitted', 'returned', ['settle', 'return']],
    ['accepted', 'returned', ['settle', 'return']],
    [undefined, 'returned', ['hold', 'settle', 'return']],
  ];
  test.each(moves)('moves on the way from %s to %s as %j', (from, to, expected) => {
    expect(kinds(from, to)).toEqual(expected);
  });

  test.each(['accepted', 'submitted', 'settled', 'failed', 'returned'] as const)('stays while it is %s', (status) => {
    expect(kinds(status, status)).toEqual([]);
  });

  test.each([
    ['failed', 'settled'],
    ['returned', 'settled'],
    ['settled', 'submitted'],
  ] as const)('has no way from %s to %s: that is a defect', (from, to) => {
    expect(() => kinds(from, to)).toThrow(TypeError);
  });

  test('moves by the payment’s fingerprint, at the time of the change', () => {
    const payment = aPayment();
    const updatedAt = '2026-11-20T10:00:00.000Z';
    expect(movementsFor(payment, { ...payment, status: 'settled', updatedAt })).toEqual([
      {
        cause: `payment#${fingerprintIn(payment.id)}`,
        kind: 'settle',
        partnerId: 'acme',
        amount: payment.amount,
        at: updatedAt,
      },
    ]);
  });

  test('whatever the movement, both legs add up to zero', () => {
    const all: MovementKind[] = ['deposit', 'hold', 'settle', 'release', 'return'];
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.integer({ min: 1, max: 999_999_999_999 }), (kind, value) => {
        const [from, to] = legsOf({ kind, amount: { value, currency: 'EUR' } });
        expect(from.value + to.value).toBe(0);
        expect(from.account).not.toBe(to.account);
        expect(to.value).toBe(value);
      }),
    );
  });
});
