import { describe, expect, test } from '@jest/globals';
import { type Deposit, depositOf } from '#shared/domain/ledger/deposit.ts';
import type { Payment, PaymentStatus } from '#shared/domain/payments/payment.ts';
import type { PaymentStore } from '../fakes/payment-store.ts';
import { aPayment, aScope } from '../support/a-payment.ts';

const at = '2026-11-20T09:00:00.000Z';
const failure = { code: 'c', message: 'm' };

/** What every ledger does with money. `store` begins with empty books; each test uses a partner of its own. */
export function ledgerContract(name: string, store: () => PaymentStore): void {
  const deposit = (partnerId: string, value: number, over: Partial<Deposit> = {}) =>
    store().deposit(depositOf({ partnerId, amount: { value, currency: 'EUR' }, key: 'first', ...over }, at));
  const pay = (partnerId: string, value: number, key = 'key-1', over: Partial<Payment> = {}) =>
    aPayment({ scope: aScope({ partnerId, key }), amount: { value, currency: 'EUR' }, ...over });
  const euros = (available: number, held: number, settled: number) => [{ currency: 'EUR', available, held, settled }];
  const saved = async (payment: Payment) => {
    expect(await store().save(payment)).toEqual({ outcome: 'saved' });
    return payment;
  };
  const to = (before: Payment, status: PaymentStatus) => ({ before, after: { ...before, status, failure } });
  const next = (payment: Payment, status: PaymentStatus) => ({
    ...payment,
    status,
    failure,
    version: payment.version + 1,
  });
  const eventOf = ({ id: paymentId }: Payment, id = `evt-${paymentId}`) => ({
    event: { id, type: 'settled' as const },
    paymentId,
    verdict: 'fits' as const,
    at,
    requestId: 'request-1',
  });

  describe(`${name}, as a ledger: a deposit`, () => {
    test('can be spent at once', async () => {
      expect(await store().balances('in')).toEqual([]);
      expect(await deposit('in', 1001)).toBe('booked');
      expect(await store().balances('in')).toEqual(euros(1001, 0, 0));
    });

    test('that comes again is booked once, also when many come at once', async () => {
      const results = await Promise.all(Array.from({ length: 5 }, () => deposit('again', 700)));
      expect(results.toSorted()).toEqual(['already', 'already', 'already', 'already', 'booked']);
      expect(await deposit('again', 700)).toBe('already');
      expect(await store().balances('again')).toEqual(euros(700, 0, 0));
    });

    test('under a used key is refused when its amount differs', async () => {
      await deposit('other-amount', 700);
      expect(await deposit('other-amount', 701)).toBe('reused');
      expect(await deposit('other-amount', 0, { amount: { value: 700, currency: 'USD' } })).toBe('reused');
      expect(await store().balances('other-amount')).toEqual(euros(700, 0, 0));
    });

    test('adds to what is there, in its own currency and for its own partner', async () => {
      await deposit('adds', 10);
      await deposit('adds', 5, { key: 'second' });
      await deposit('adds', 0, { key: 'third', amount: { value: 3, currency: 'CHF' } });
      await deposit('adds-not', 1);
      expect(await store().balances('adds')).toEqual([
        { currency: 'CHF', available: 3, held: 0, settled: 0 },
        ...euros(15, 0, 0),
      ]);
    });

    test('that would lead beyond the numbers that JSON readers take exactly is refused', async () => {
      const most = Number.MAX_SAFE_INTEGER - 7;
      expect(await deposit('too-much', most - 7)).toBe('booked');
      expect(await deposit('too-much', 1000, { key: 'second' })).toBe('too-much');
      expect(await store().balances('too-much')).toEqual(euros(most - 7, 0, 0));
    });
  });

  describe(`${name}, as a ledger: a payment`, () => {
    test('holds its amount from when it is accepted', async () => {
      await deposit('holds', 1000);
      await saved(pay('holds', 300));
      expect(await store().balances('holds')).toEqual(euros(700, 300, 0));
    });

    test('for which there is too little is refused with what there is, and leaves nothing', async () => {
      await deposit('short', 1000);
      const payment = pay('short', 1001);
      const available = { value: 1000, currency: 'EUR' };
      expect(await store().save(payment)).toEqual({ outcome: 'insufficient', available });
      expect(await store().find(payment.id)).toBeUndefined();
      expect(await store().balances('short')).toEqual(euros(1000, 0, 0));
    });

    test('that was refused goes through under the same key once there is enough', async () => {
      const payment = pay('later', 50);
      expect(await store().save(payment)).toMatchObject({ outcome: 'insufficient', available: { value: 0 } });
      await deposit('later', 50);
      await saved(payment);
    });

    test('takes no money of another currency or partner', async () => {
      await deposit('rich', 1000);
      const dollars = pay('rich', 10, 'usd', { amount: { value: 10, currency: 'USD' } });
      expect(await store().save(dollars)).toEqual({
        outcome: 'insufficient',
        available: { value: 0, currency: 'USD' },
      });
      expect(await store().save(pay('poor', 10))).toMatchObject({ outcome: 'insufficient' });
    });

    test('may take all there is, to the last cent', async () => {
      await deposit('all', 1003);
      await saved(pay('all', 1003));
      expect(await store().balances('all')).toEqual(euros(0, 1003, 0));
      expect(await store().save(pay('all', 1, 'key-2'))).toMatchObject({ outcome: 'insufficient' });
    });

    test('that exists comes back, also when there is no money left for a second one', async () => {
      await deposit('exists', 10);
      const payment = await saved(pay('exists', 10));
      expect(await store().save(payment)).toEqual({ outcome: 'exists', payment });
      expect(await store().save(pay('exists', 999))).toEqual({ outcome: 'exists', payment });
      expect(await store().balances('exists')).toEqual(euros(0, 10, 0));
    });

    test('of which many come at once: as many are accepted as there is money for', async () => {
      await deposit('race', 1000);
      const payments = Array.from({ length: 20 }, (_, n) => pay('race', 100, `key-${n}`));
      const results = await Promise.all(payments.map((payment) => store().save(payment)));
      const count = (outcome: string) => results.filter((result) => result.outcome === outcome).length;
      expect([count('saved'), count('insufficient')]).toEqual([10, 10]);
      expect(await store().balances('race')).toEqual(euros(0, 1000, 0));
    });

    const ends: [PaymentStatus, ReturnType<typeof euros>][] = [
      ['submitted', euros(700, 300, 0)],
      ['settled', euros(700, 0, 300)],
      ['failed', euros(1000, 0, 0)],
      ['returned', euros(1000, 0, 0)],
    ];
    test.each(ends)('that comes to be %s by an event moves its money with it', async (status, balances) => {
      const partnerId = `by-event-${status}`;
      await deposit(partnerId, 1000);
      const payment = await saved(pay(partnerId, 300));
      expect(await store().record(eventOf(payment), to(payment, status))).toBe('recorded');
      expect(await store().balances(partnerId)).toEqual(balances);
    });

    test.each(ends)('that comes to be %s by a replacement moves its money with it', async (status, balances) => {
      const partnerId = `by-replacement-${status}`;
      await deposit(partnerId, 1000);
      const payment = await saved(pay(partnerId, 300));
      expect(await store().replace(payment, { ...payment, status, failure })).toBe('saved');
      expect(await store().balances(partnerId)).toEqual(balances);
    });

    test('gives back what it settled when it is returned', async () => {
      await deposit('returned', 1000);
      const payment = await saved(pay('returned', 300));
      await store().record(eventOf(payment), to(payment, 'settled'));
      await store().record(eventOf(payment, 'evt-return'), to(next(payment, 'settled'), 'returned'));
      expect(await store().balances('returned')).toEqual(euros(1000, 0, 0));
    });

    test('that is larger than any share of the balance can be held, settled, returned and paid again', async () => {
      await deposit('large', 1000);
      const payment = await saved(pay('large', 900));
      await store().record(eventOf(payment), to(payment, 'settled'));
      expect(await store().balances('large')).toEqual(euros(100, 0, 900));
      await store().record(eventOf(payment, 'evt-back'), to(next(payment, 'settled'), 'returned'));
      await saved(pay('large', 1000, 'key-2'));
      expect(await store().balances('large')).toEqual(euros(0, 1000, 0));
    });

    test('that is stale moves no money', async () => {
      await deposit('stale', 1000);
      const payment = await saved(pay('stale', 300));
      await store().record(eventOf(payment), to(payment, 'failed'));
      expect(await store().record(eventOf(payment, 'evt-2'), to(payment, 'settled'))).toBe('stale');
      expect(await store().replace(payment, { ...payment, status: 'settled' })).toBe('stale');
      expect(await store().balances('stale')).toEqual(euros(1000, 0, 0));
    });

    test('whose event comes again moves no money', async () => {
      await deposit('twice', 1000);
      const payment = await saved(pay('twice', 300));
      await store().record(eventOf(payment), to(payment, 'settled'));
      const again = { ...payment, version: 2 };
      expect(await store().record(eventOf(payment), to(again, 'settled'))).toBe('duplicate');
      expect(await store().balances('twice')).toEqual(euros(700, 0, 300));
    });

    test('whose money has moved does not move it again, even under the version that is stored', async () => {
      await deposit('entry', 1000);
      const payment = await saved(pay('entry', 300));
      await saved(pay('entry', 300, 'key-2'));
      await store().record(eventOf(payment), to(payment, 'failed'));
      const forged = { ...payment, version: 2 };
      expect(await store().record(eventOf(payment, 'evt-forged'), to(forged, 'failed'))).toBe('stale');
      expect(await store().replace(forged, { ...forged, status: 'failed' })).toBe('stale');
      expect(await store().balances('entry')).toEqual(euros(700, 300, 0));
    });
  });
}
