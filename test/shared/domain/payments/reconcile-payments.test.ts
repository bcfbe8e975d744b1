import { beforeEach, describe, expect, test } from '@jest/globals';
import { RetryLater } from '#shared/domain/errors.ts';
import { applyRailEvent } from '#shared/domain/payments/apply-rail-event.ts';
import type { Payment } from '#shared/domain/payments/payment.ts';
import { reconcilePayments } from '#shared/domain/payments/reconcile-payments.ts';
import type { RailState } from '#shared/domain/rail/rail.ts';
import { type FakePaymentStore, fakePaymentStore } from '../../../fakes/payment-store.ts';
import { type FakeRail, fakeRail } from '../../../fakes/rail.ts';
import { aPayment, aScope, someMs } from '../../../support/a-payment.ts';
import { crashEverywhere } from '../../../support/crash.ts';

const failure = { code: 'c', message: 'm' };
const later = (seconds: number) => new Date(someMs + seconds * 1000).toISOString();

let nowMs: number;
let changes: FakePaymentStore;
let rail: FakeRail;
let queue: string[];
beforeEach(() => {
  nowMs = someMs + 60_000;
  changes = fakePaymentStore();
  rail = fakeRail();
  queue = [];
});

const settings = { nowMs: () => nowMs, pause: async () => {}, resendAfterSeconds: 120, askAfterSeconds: 600 };

function ports() {
  const { find, replace, record, due, oldest } = changes;
  const enqueue = async ({ paymentId }: { paymentId: string }) => void queue.push(paymentId);
  const apply = applyRailEvent({ find, record, ...settings });
  return { find, replace, due, oldest, enqueue, ask: rail.ask, apply, ...settings };
}

const run = (over: Partial<ReturnType<typeof ports>> = {}) =>
  reconcilePayments({ ...ports(), ...over })(nowMs + 30_000);

async function duePayment(over: Parameters<typeof aPayment>[0] = {}): Promise<Payment> {
  const payment = aPayment(over);
  await changes.save(payment);
  return payment;
}

describe('the reconciler', () => {
  test('has the worker told again of an accepted payment, and looks again later and later', async () => {
    const { id } = await duePayment();
    for (const seconds of [120, 240, 480, 960, 1920, 3600, 3600]) {
      expect(await run()).toMatchObject({ did: { resent: 1 } });
      const dueAt = new Date(nowMs + seconds * 1000).toISOString();
      expect(await changes.find(id)).toMatchObject({ status: 'accepted', dueAt });
      expect(await run()).toMatchObject({ did: {} });
      nowMs += seconds * 1000;
    }
    expect(queue).toEqual(Array(7).fill(id));
  });

  const told: [string, RailState, Partial<Payment>][] = [
    ['settled', { status: 'settled' }, { status: 'settled' }],
    ['failed', { status: 'failed', failure }, { status: 'failed', failure }],
    ['rejected', { status: 'rejected', failure }, { status: 'failed', failure }],
    ['returned', { status: 'returned', failure }, { status: 'returned', failure }],
  ];
  test.each(told)('applies what the rail says of a silent payment: %s', async (status, state, ends) => {
    const { id } = await duePayment({ status: 'submitted' });
    rail.states.set(id, state);
    expect(await run()).toMatchObject({ did: { moved: 1 }, oldestUnsettledAgeSeconds: 0 });
    const payment = await changes.find(id);
    expect(payment).toMatchObject(ends);
    expect(payment).not.toHaveProperty('dueAt');
    expect([...changes.recorded.keys()]).toContain(`ask-${id}-${status}`);
    expect(queue).toEqual([]);
  });

  test('counts both moves of a payment that was settled and returned meanwhile', async () => {
    const { id } = await duePayment({ status: 'submitted' });
    rail.states.set(id, { status: 'returned', failure });
    expect((await run()).reached).toEqual(['settled', 'returned']);
  });

  test('waits on a payment that the rail has and is not done with', async () => {
    const { id } = await duePayment({ status: 'submitted' });
    rail.states.set(id, { status: 'pending' });
    expect(await run()).toMatchObject({ did: { pending: 1 }, oldestUnsettledAgeSeconds: 60 });
    expect(await changes.find(id)).toMatchObject({ status: 'submitted', checks: 1, dueAt: later(60 + 600) });
  });

  test('has a payment sent again that the rail does not know', async () => {
    const { id } = await duePayment({ status: 'submitted' });
    expect(await run()).toMatchObject({ did: { resent: 1 } });
    expect(queue).toEqual([id]);
    expect(await changes.find(id)).toMatchObject({ status: 'submitted', checks: 1 });
  });

  test('does not guess when the rail does not answer', async () => {
    const { id } = await duePayment({ status: 'submitted' });
    const ask = async () => Promise.reject(new RetryLater('no reply'));
    expect(await run({ ask })).toMatchObject({ did: { unreachable: 1 }, errors: [] });
    expect(await changes.find(id)).toMatchObject({ status: 'submitted', checks: 1 });
    expect(queue).toEqual([]);
  });

  test('leaves alone what is not due any more, whatever a late index says', async () => {
    const done = await duePayment({ status: 'settled', dueAt: undefined });
    const waits = await duePayment({ scope: aScope({ key: 'waits' }), dueAt: later(3600) });
    const ids = [done.id, waits.id, 'pay_00000000000000000000000000'];
    const due = async () => ids.map((id) => ({ id, dueAt: later(0) }));
    expect(await run({ due })).toMatchObject({ did: { 'not-due': 3 } });
    expect(await changes.find(waits.id)).toEqual(waits);
    expect(queue).toEqual([]);
  });

  test('goes on when one check fails, and says so', async () => {
    const keys = ['a', 'b', 'c'];
    const payments = await Promise.all(keys.map((key) => duePayment({ scope: aScope({ key }) })));
    const bad = payments[1]?.id;
    const find: FakePaymentStore['find'] = async (id) => {
      if (id === bad) throw new TypeError('a defect');
      return changes.find(id);
    };
    const result = await run({ find });
    expect(result).toMatchObject({ did: { resent: 2 }, errors: [expect.any(TypeError)] });
    expect(queue).toHaveLength(2);
  });

  test('leaves a payment as it is while others are at the same money, and calls that no error', async () => {
    const { id } = await duePayment({ status: 'submitted' });
    rail.states.set(id, { status: 'settled' });
    const apply = async () => Promise.reject(new RetryLater('too many others'));
    expect(await run({ apply })).toMatchObject({ did: { 'put-off': 1 }, errors: [] });
    expect(await changes.find(id)).toMatchObject({ status: 'submitted', checks: 0 });
  });

  test('looks into all that is due in one run, each once, though the index still shows what was looked into', async () => {
    const ids = Array.from({ length: 1_001 }, (_, n) => aPayment({ scope: aScope({ key: `due-${n}` }) }).id);
    const entries = ids.map((id, n) => ({ id, dueAt: later(Math.floor(n / 7) - 1_000) }));
    const due: FakePaymentStore['due'] = async (_, limit, from = '') =>
      entries.filter(({ dueAt }) => dueAt >= from).slice(0, limit);
    const looked: string[] = [];
    const find: FakePaymentStore['find'] = async (id) => void looked.push(id);
    expect(await run({ due, find })).toMatchObject({ did: { 'not-due': 1_001 } });
    expect(looked.toSorted()).toEqual(ids.toSorted());
  });

  test('starts no check when its time is up, and says how many it left', async () => {
    await duePayment();
    expect(await reconcilePayments(ports())(nowMs)).toMatchObject({ did: {}, leftOver: 1 });
    expect(queue).toEqual([]);
  });

  test('gives the age of the payment that waits longest, whether it was due or not', async () => {
    await duePayment();
    expect(await run()).toMatchObject({ oldestUnsettledAgeSeconds: 60 });
    await duePayment({ scope: aScope({ key: 'older' }), atMs: someMs - 1_000_000, dueAt: later(3600) });
    expect(await run()).toMatchObject({ did: {}, oldestUnsettledAgeSeconds: 1060 });
  });

  const crashes: [string, Partial<Payment>, RailState | undefined, Partial<Payment>][] = [
    ['accepted', {}, undefined, { status: 'accepted' }],
    ['silent and settled', { status: 'submitted' }, { status: 'settled' }, { status: 'settled' }],
    ['silent and returned', { status: 'submitted' }, { status: 'returned', failure }, { status: 'returned' }],
    ['unknown to the rail', { status: 'submitted' }, undefined, { status: 'submitted' }],
  ];
  test.each(crashes)(
    'killed at any point, makes up for it in its next run: a payment %s',
    async (_, over, state, ends) => {
      const points = await crashEverywhere(async () => {
        changes = fakePaymentStore();
        queue = [];
        const { id } = await duePayment(over);
        if (state) rail.states.set(id, state);
        const { enqueue, ask, find, replace, due, oldest } = ports();
        return {
          ports: { enqueue, ask, find, replace, due, oldest, record: changes.record },
          work: async (mortal) => {
            const apply = applyRailEvent({ ...mortal, ...settings });
            const { errors } = await reconcilePayments({ ...mortal, apply, ...settings })(nowMs + 30_000);
            if (errors.length > 0) throw errors[0];
          },
          check: async () => {
            expect(await changes.find(id)).toMatchObject(ends);
            if (!state) expect(queue.length).toBeGreaterThan(0);
          },
        };
      });
      expect(points).toBeGreaterThanOrEqual(8);
    },
  );
});
