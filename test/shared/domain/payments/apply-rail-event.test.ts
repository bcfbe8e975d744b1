import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RetryLater } from '#shared/domain/errors.ts';
import { applyRailEvent } from '#shared/domain/payments/apply-rail-event.ts';
import type { RailEvent } from '#shared/domain/payments/payment.ts';
import { type FakePaymentStore, fakePaymentStore } from '../../../fakes/payment-store.ts';
import { aPayment, someMs } from '../../../support/a-payment.ts';
import { crashEverywhere } from '../../../support/crash.ts';

const payment = aPayment({ status: 'submitted' });
const settled: RailEvent = { id: 'evt-settled', type: 'settled' };
const returned: RailEvent = { id: 'evt-returned', type: 'returned', failure: { code: 'c', message: 'm' } };
const clock = { nowMs: () => someMs, pause: async () => {} };

let changes: FakePaymentStore;
beforeEach(async () => {
  changes = fakePaymentStore();
  await changes.save(payment);
});

const apply = (event: RailEvent, id = payment.id) => applyRailEvent({ ...changes, ...clock })(id, event, 'request-1');

describe('applying a rail event', () => {
  test('moves the payment and records the event with its verdict', async () => {
    expect(await apply(settled)).toEqual({
      outcome: 'recorded',
      verdict: 'fits',
      status: 'settled',
      reached: ['settled'],
      refused: [],
    });
    expect(changes.recorded.get(settled.id)).toMatchObject({ paymentId: payment.id, verdict: 'fits' });
  });

  test('a second time is a duplicate', async () => {
    await apply(settled);
    const after = await changes.find(payment.id);
    expect(await apply(settled)).toEqual({ outcome: 'duplicate' });
    expect(await changes.find(payment.id)).toEqual(after);
  });

  test('that does not fit records it as refused and leaves the payment', async () => {
    changes = fakePaymentStore();
    await changes.save({ ...payment, status: 'failed' });
    expect(await apply(settled)).toEqual({
      outcome: 'recorded',
      verdict: 'refused',
      status: 'failed',
      reached: [],
      refused: [settled.id],
    });
    expect(changes.recorded.get(settled.id)).toMatchObject({ verdict: 'refused' });
  });

  test('under an id that another event had is told apart', async () => {
    await apply(settled);
    expect(await apply({ ...returned, id: settled.id })).toEqual({ outcome: 'reused' });
  });

  test('of a payment that never was changes nothing and leaves no record', async () => {
    expect(await apply(settled, 'pay_00000000000000000000000000')).toEqual({ outcome: 'unknown-payment' });
    expect(await apply(settled, 'not an id')).toEqual({ outcome: 'unknown-payment' });
    expect(await apply(settled, aPayment({ atMs: someMs + 1 }).id)).toEqual({ outcome: 'unknown-payment' });
    expect(changes.recorded.size).toBe(0);
  });

  test('is judged anew when someone else wrote in between, and put off when that never ends', async () => {
    let overtaken = 3;
    const record: FakePaymentStore['record'] = async (...args) => {
      if (overtaken-- > 0) return 'stale';
      return changes.record(...args);
    };
    const run = applyRailEvent({ ...changes, record, ...clock });
    expect(await run(payment.id, settled, 'r')).toMatchObject({ outcome: 'recorded', status: 'settled' });
    const never = applyRailEvent({ ...changes, record: async () => 'stale', ...clock });
    await expect(never(payment.id, returned, 'r')).rejects.toThrow(RetryLater);
  });

  test('is made up for by the next delivery, wherever the process is killed', async () => {
    const points = await crashEverywhere(async () => {
      changes = fakePaymentStore();
      await changes.save(payment);
      const { find, record } = changes;
      return {
        ports: { find, record },
        work: (mortal) => applyRailEvent({ ...mortal, ...clock })(payment.id, settled, 'r'),
        check: async () => expect(await changes.find(payment.id)).toMatchObject({ status: 'settled', version: 2 }),
      };
    });
    expect(points).toBe(4);
  });

  test('in any order, any number of times and side by side comes to the same end', async () => {
    const deliveries = fc.shuffledSubarray([settled, settled, settled, returned, returned, returned], { minLength: 6 });
    await fc.assert(
      fc.asyncProperty(deliveries, fc.scheduler(), async (events, scheduler) => {
        changes = fakePaymentStore();
        await changes.save(payment);
        const find = scheduler.scheduleFunction(changes.find);
        const record = scheduler.scheduleFunction(changes.record);
        const run = applyRailEvent({ find, record, ...clock });
        const outcomes = Promise.all(events.map((event) => run(payment.id, event, 'r')));
        await scheduler.waitFor(outcomes);
        const reached = (await outcomes).flatMap((each) => (each.outcome === 'recorded' ? each.reached : []));
        expect(reached).toEqual(expect.arrayContaining(['settled', 'returned']));
        expect(reached).toHaveLength(2);
        expect(await changes.find(payment.id)).toMatchObject({ status: 'returned', failure: returned.failure });
      }),
    );
  });
});
