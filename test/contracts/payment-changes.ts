import { describe, expect, test } from '@jest/globals';
import type { RailEventRecord } from '#shared/domain/payments/apply-rail-event.ts';
import type { Payment } from '#shared/domain/payments/payment.ts';
import type { PaymentStore } from '../fakes/payment-store.ts';
import { aPayment, aScope, someMs } from '../support/a-payment.ts';

const at = new Date(someMs).toISOString();

/** What every keeper of payments does for the consumers. Each test uses payments of its own. */
export function paymentChangesContract(name: string, changes: () => PaymentStore): void {
  const put = async (key: string, over: Partial<Payment> = {}) => {
    const payment = aPayment({ scope: aScope({ partnerId: 'changes', key }), ...over });
    await changes().save(payment);
    return payment;
  };
  const agedFrom = (key: string, atMs: number) => {
    const { id, createdAt } = aPayment({ scope: aScope({ partnerId: 'changes', key }), atMs });
    return { id, createdAt };
  };
  const eventOf = (payment: Payment, over: Partial<RailEventRecord> = {}): RailEventRecord => ({
    event: { id: `evt-${payment.id}`, type: 'settled' },
    paymentId: payment.id,
    verdict: 'fits',
    at,
    requestId: 'request-1',
    ...over,
  });

  const to = (before: Payment, over: Partial<Payment>) => ({ before, after: { ...before, ...over } });

  describe(`${name}, as a keeper of payments`, () => {
    test('a payment of the version that was read is replaced, and its version counts up', async () => {
      const payment = await put('replace');
      expect(await changes().replace(payment, { ...payment, status: 'submitted' })).toBe('saved');
      expect(await changes().find(payment.id)).toEqual({ ...payment, status: 'submitted', version: 2 });
    });

    test('a payment that was written in between is stale and stays as it is', async () => {
      const payment = await put('stale');
      await changes().replace(payment, { ...payment, status: 'submitted' });
      expect(await changes().replace(payment, { ...payment, reference: 'of an old read' })).toBe('stale');
      expect(await changes().find(payment.id)).toMatchObject({ status: 'submitted', version: 2 });
    });

    test('of many writers of one version one wins', async () => {
      const payment = await put('race');
      const results = await Promise.all(Array.from({ length: 8 }, () => changes().replace(payment, payment)));
      expect(results.filter((result) => result === 'saved')).toHaveLength(1);
      expect(results.filter((result) => result === 'stale')).toHaveLength(7);
    });

    test('an event and the payment that it changed are written together', async () => {
      const payment = await put('together');
      const failure = { code: 'c', message: 'm' };
      expect(await changes().record(eventOf(payment), to(payment, { status: 'failed', failure }))).toBe('recorded');
      expect(await changes().find(payment.id)).toEqual({ ...payment, status: 'failed', failure, version: 2 });
    });

    test('an event that changes nothing is recorded alone', async () => {
      const payment = await put('alone');
      expect(await changes().record(eventOf(payment, { verdict: 'refused' }))).toBe('recorded');
      expect(await changes().record(eventOf(payment))).toBe('duplicate');
      expect(await changes().find(payment.id)).toEqual(payment);
    });

    test('an event that has a record is a duplicate, and changes nothing', async () => {
      const payment = await put('duplicate');
      await changes().record(eventOf(payment), to(payment, { status: 'settled' }));
      const now = await changes().find(payment.id);
      expect(await changes().record(eventOf(payment), to({ ...payment, version: 2 }, { status: 'returned' }))).toBe(
        'duplicate',
      );
      expect(await changes().find(payment.id)).toEqual(now);
    });

    test('an event of a stale payment leaves no record, so it can be judged again', async () => {
      const payment = await put('stale-event');
      await changes().replace(payment, { ...payment, status: 'submitted' });
      expect(await changes().record(eventOf(payment), to(payment, { status: 'settled' }))).toBe('stale');
      const fresh = { ...payment, status: 'submitted' as const, version: 2 };
      expect(await changes().record(eventOf(payment), to(fresh, { status: 'settled' }))).toBe('recorded');
    });

    test('an event that is both known and stale is a duplicate', async () => {
      const payment = await put('known-and-stale');
      await changes().record(eventOf(payment), to(payment, { status: 'settled' }));
      expect(await changes().record(eventOf(payment), to(payment, { status: 'settled' }))).toBe('duplicate');
    });

    test('another event under a known id is told from a repeat', async () => {
      const payment = await put('reused');
      await changes().record(eventOf(payment));
      const { id } = eventOf(payment).event;
      expect(await changes().record(eventOf(payment, { event: { id, type: 'failed' } }))).toBe('reused');
      expect(await changes().record(eventOf(payment, { paymentId: 'another' }))).toBe('reused');
    });

    test('of many copies of one event one is recorded', async () => {
      const payment = await put('event-race');
      const results = await Promise.all(
        Array.from({ length: 8 }, () => changes().record(eventOf(payment), to(payment, { status: 'settled' }))),
      );
      expect(results.filter((result) => result === 'recorded')).toHaveLength(1);
      for (const result of results) expect(['recorded', 'duplicate', 'stale']).toContain(result);
      expect(await changes().find(payment.id)).toMatchObject({ status: 'settled', version: 2 });
    });

    test('what is due is found, the longest overdue first, and nothing that waits or is done', async () => {
      const dueAt = (seconds: number) => new Date(Date.UTC(2001, 0, 1, 0, 0, seconds)).toISOString();
      const due: Payment[] = [];
      for (const seconds of [3, 1, 2]) due[seconds] = await put(`due-${seconds}`, { dueAt: dueAt(seconds) });
      await put('waits', { dueAt: dueAt(60) });
      await put('done', { dueAt: undefined });
      const entries = [1, 2, 3].map((seconds) => ({ id: due[seconds]?.id, dueAt: dueAt(seconds) }));
      expect(await changes().due(dueAt(3), 100)).toEqual(entries);
      expect(await changes().due(dueAt(3), 2)).toEqual(entries.slice(0, 2));
      expect(await changes().due(dueAt(3), 100, dueAt(2))).toEqual(entries.slice(1));
    });

    test('the payment that waits longest is found, due or not, and not what is done', async () => {
      const long = Date.UTC(2000, 0, 1);
      const done = await put('oldest-done', { ...agedFrom('oldest-done', long - 1), dueAt: undefined });
      const oldest = await put('oldest', { ...agedFrom('oldest', long), dueAt: '2100-01-01T00:00:00.000Z' });
      await put('second', { ...agedFrom('second', long + 1), dueAt: '2000-01-02T00:00:00.000Z' });
      expect(done.id < oldest.id).toBe(true);
      expect(await changes().oldest()).toBe(oldest.id);
    });

    test('a payment that moves on leaves the due ones', async () => {
      const dueAt = '2000-01-01T00:00:00.000Z';
      const payment = await put('leaves', { dueAt });
      expect(await changes().due(dueAt, 100)).toEqual([{ id: payment.id, dueAt }]);
      const { dueAt: _, ...rest } = payment;
      await changes().replace(payment, rest);
      expect(await changes().due(dueAt, 100)).toEqual([]);
    });
  });
}
