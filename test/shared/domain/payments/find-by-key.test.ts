import { describe, expect, test } from '@jest/globals';
import { findByKey } from '#shared/domain/payments/find-by-key.ts';
import { fingerprintIn } from '#shared/domain/payments/payment-id.ts';
import { aPayment, aScope } from '../../../support/a-payment.ts';

const payment = aPayment();

describe('finding a payment by its key', () => {
  test('asks for the fingerprint of the scope, whatever the time', async () => {
    const asked: string[] = [];
    const find = findByKey(async (paymentId) => {
      asked.push(fingerprintIn(paymentId));
      return payment;
    });
    expect(await find(aScope())).toBe(payment);
    expect(asked).toEqual([fingerprintIn(payment.id)]);
  });

  test('shows no payment of another partner, should two fingerprints ever meet', async () => {
    const find = findByKey(async () => ({ ...payment, partnerId: 'globex' }));
    expect(await find(aScope())).toBeUndefined();
  });
});
