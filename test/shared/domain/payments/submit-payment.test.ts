import { beforeEach, describe, expect, test } from '@jest/globals';
import { RetryLater } from '#shared/domain/errors.ts';
import { applyRailEvent } from '#shared/domain/payments/apply-rail-event.ts';
import type { Payment } from '#shared/domain/payments/payment.ts';
import { submitPayment } from '#shared/domain/payments/submit-payment.ts';
import { type FakePaymentStore, fakePaymentStore } from '../../../fakes/payment-store.ts';
import { type FakeRail, fakeRail } from '../../../fakes/rail.ts';
import { aPayment, someMs } from '../../../support/a-payment.ts';
import { crashEverywhere } from '../../../support/crash.ts';

const nowMs = () => someMs;
const pause = async () => {};
const at = new Date(someMs).toISOString();
const payment = aPayment();
const message = { paymentId: payment.id, requestId: 'request-1' };
const rejection = { code: 'account-closed', message: 'The account is closed.' };

let changes: FakePaymentStore;
beforeEach(() => {
  changes = fakePaymentStore();
});

function ports(rail: FakeRail) {
  const { find, replace, record } = changes;
  const apply = applyRailEvent({ find, record, nowMs, pause });
  return { find, replace, apply, send: rail.send, nowMs, pause, askAfterSeconds: 600 };
}

async function stored(): Promise<Payment> {
  const found = await changes.find(payment.id);
  if (!found) throw new Error('the payment is gone');
  return found;
}

describe('submitting a payment', () => {
  test('hands it to the rail and waits for news until it is time to ask', async () => {
    await changes.save(payment);
    const rail = fakeRail();
    expect(await submitPayment(ports(rail))(message)).toEqual({
      outcome: 'taken',
      reached: ['submitted'],
      refused: [],
    });
    const { id, amount, creditor, reference } = payment;
    expect(rail.orders).toEqual([{ id, amount, creditor, reference }]);
    const dueAt = new Date(someMs + 600_000).toISOString();
    expect(await stored()).toEqual({ ...payment, status: 'submitted', updatedAt: at, dueAt, version: 2 });
  });

  test('is on record before the rail hears of it, so that no answer can overtake it', async () => {
    await changes.save(payment);
    const seen: string[] = [];
    const rail = fakeRail();
    const send = async (...call: Parameters<FakeRail['send']>) => {
      seen.push((await stored()).status);
      return rail.send(...call);
    };
    await submitPayment({ ...ports(rail), send })(message);
    expect(seen).toEqual(['submitted']);
  });

  test('a message that comes again sends the same order again and changes nothing', async () => {
    await changes.save(payment);
    const rail = fakeRail();
    const submit = submitPayment(ports(rail));
    await submit(message);
    const after = await stored();
    expect(await submit(message)).toEqual({ outcome: 'taken', reached: [], refused: [] });
    expect(await stored()).toEqual(after);
    expect(rail.orders).toHaveLength(2);
    expect(rail.states.size).toBe(1);
  });

  test.each(['settled', 'failed', 'returned'] as const)('a payment that is %s is not sent', async (status) => {
    await changes.save({ ...payment, status });
    const rail = fakeRail();
    expect(await submitPayment(ports(rail))(message)).toEqual({ outcome: 'no-need', reached: [], refused: [] });
    expect(rail.orders).toEqual([]);
  });

  test('a rejection fails the payment with the rail’s reason, however often it is given', async () => {
    await changes.save(payment);
    const submit = submitPayment(ports(fakeRail(rejection)));
    expect(await submit(message)).toEqual({ outcome: 'rejected', reached: ['submitted', 'failed'], refused: [] });
    const failed = await stored();
    expect(failed).toMatchObject({ status: 'failed', failure: rejection });
    expect(failed).not.toHaveProperty('dueAt');
    expect(await submit(message)).toEqual({ outcome: 'no-need', reached: [], refused: [] });
    expect(await stored()).toEqual(failed);
  });

  test('a rejection of a payment that the rail settled meanwhile is told once, and changes nothing', async () => {
    await changes.save(payment);
    const rail = fakeRail(rejection);
    const given = ports(rail);
    const send = async (...call: Parameters<FakeRail['send']>) => {
      await given.apply(payment.id, { id: 'evt-settled', type: 'settled' }, 'request-2');
      return rail.send(...call);
    };
    expect(await submitPayment({ ...given, send })(message)).toEqual({
      outcome: 'rejected',
      reached: ['submitted'],
      refused: [`answer-${payment.id}-failed`],
    });
    expect(await stored()).toMatchObject({ status: 'settled' });
    expect(await given.apply(payment.id, { id: `answer-${payment.id}-failed`, type: 'failed' }, 'r')).toEqual({
      outcome: 'duplicate',
    });
  });

  test('a rail that does not answer leaves the payment submitted, for the next delivery', async () => {
    await changes.save(payment);
    const send = async () => Promise.reject(new RetryLater('no reply'));
    await expect(submitPayment({ ...ports(fakeRail()), send })(message)).rejects.toThrow(RetryLater);
    expect(await stored()).toMatchObject({ status: 'submitted' });
  });

  test('a message of a payment that never was is a defect', async () => {
    await expect(submitPayment(ports(fakeRail()))(message)).rejects.toMatchObject({ code: 'payment-not-found' });
  });

  test('another payment under the same fingerprint is not the one that was meant', async () => {
    await changes.save({ ...payment, id: aPayment({ atMs: someMs + 1 }).id });
    await expect(submitPayment(ports(fakeRail()))(message)).rejects.toMatchObject({ code: 'payment-not-found' });
  });

  test('a write in between is read again; endless ones put it off', async () => {
    await changes.save(payment);
    let overtaken = 2;
    const replace: FakePaymentStore['replace'] = async (before, after) =>
      overtaken-- > 0 ? 'stale' : changes.replace(before, after);
    expect(await submitPayment({ ...ports(fakeRail()), replace })(message)).toMatchObject({ outcome: 'taken' });
    changes = fakePaymentStore();
    await changes.save(payment);
    const always = submitPayment({ ...ports(fakeRail()), replace: async () => 'stale' });
    await expect(always(message)).rejects.toThrow(RetryLater);
  });

  test('an event that had come too early applies at once', async () => {
    await changes.save({ ...payment, early: [{ id: 'evt-1', type: 'settled' }] });
    const rail = fakeRail();
    expect(await submitPayment(ports(rail))(message)).toEqual({
      outcome: 'no-need',
      reached: ['submitted', 'settled'],
      refused: [],
    });
    expect(await stored()).toMatchObject({ status: 'settled', early: [] });
    expect(rail.orders).toEqual([]);
  });

  test.each([
    ['takes it', undefined, 'submitted', 6],
    ['rejects it', rejection, 'failed', 10],
  ])(
    'a process killed at any point is made up for by the next delivery, when the rail %s',
    async (_, rejects, ends, points) => {
      const met = await crashEverywhere(async () => {
        changes = fakePaymentStore();
        await changes.save(payment);
        const rail = fakeRail(rejects);
        const { find, replace, record } = changes;
        return {
          ports: { find, replace, record, send: rail.send },
          work: (mortal) => {
            const apply = applyRailEvent({ ...mortal, nowMs, pause });
            return submitPayment({ ...mortal, apply, nowMs, pause, askAfterSeconds: 600 })(message);
          },
          check: async () => {
            expect(await stored()).toMatchObject({ status: ends });
            expect([...rail.states.keys()]).toEqual([payment.id]);
          },
        };
      });
      expect(met).toBe(points);
    },
  );
});
