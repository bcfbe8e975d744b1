import { beforeEach, describe, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { readRailEvent } from '#shared/contracts/webhook-event.ts';
import { RetryLater } from '#shared/domain/errors.ts';
import { applyRailEvent } from '#shared/domain/payments/apply-rail-event.ts';
import type { Delivery } from '#shared/domain/webhooks/delivery.ts';
import { processWebhook } from '#shared/domain/webhooks/process-webhook.ts';
import { verifyDelivery, type WebhookSecrets } from '#shared/domain/webhooks/verify-delivery.ts';
import { type FakePaymentStore, fakePaymentStore } from '../../../fakes/payment-store.ts';
import { fakeQuarantine } from '../../../fakes/quarantine.ts';
import { aPayment, someMs } from '../../../support/a-payment.ts';
import { crashEverywhere } from '../../../support/crash.ts';

const secret = Buffer.from('the current secret of this rail!').toString('base64');
const payment = aPayment({ status: 'submitted' });
let now = someMs;
const clock = { nowMs: () => now, pause: async () => {} };
const failure = { code: 'AC04', message: 'The account is closed.' };

let changes: FakePaymentStore;
let kept: ReturnType<typeof fakeQuarantine>;
beforeEach(async () => {
  now = someMs;
  changes = fakePaymentStore();
  kept = fakeQuarantine();
  await changes.save(payment);
});

function eventBody(type: string, data: Record<string, unknown> = {}): string {
  return JSON.stringify({ type, timestamp: new Date(someMs).toISOString(), data: { paymentId: payment.id, ...data } });
}

function aDelivery(body = eventBody('payment.settled'), over: Partial<Delivery> = {}): Delivery {
  const at = new Date(someMs);
  const id = over.id ?? 'evt-1';
  const signature = new Webhook(secret).sign(id, at, body);
  const timestamp = String(Math.floor(someMs / 1000));
  return { body, id, timestamp, signature, receivedAt: someMs, requestId: 'request-1', ...over };
}

const secrets: WebhookSecrets = async () => [secret];
function process(delivery: Delivery, load = secrets) {
  const verify = verifyDelivery(load);
  const apply = applyRailEvent({ ...changes, ...clock });
  return processWebhook({ verify, read: readRailEvent, apply, quarantine: kept.quarantine, ...clock })(delivery);
}

describe('a genuine delivery', () => {
  test('moves its payment', async () => {
    expect(await process(aDelivery())).toEqual({
      outcome: 'applied',
      paymentId: payment.id,
      verdict: 'fits',
      status: 'settled',
      reached: ['settled'],
      refused: [],
    });
  });

  test('of a failure carries its reason; one without a reason still fails the payment', async () => {
    await process(aDelivery(eventBody('payment.failed', failure)));
    expect(await changes.find(payment.id)).toMatchObject({ status: 'failed', failure });
    changes = fakePaymentStore();
    await changes.save(payment);
    await process(aDelivery(eventBody('payment.failed'), { id: 'evt-2' }));
    const unspecified = { code: 'unspecified', message: 'The rail gave no reason.' };
    expect(await changes.find(payment.id)).toMatchObject({ status: 'failed', failure: unspecified });
  });

  test('that comes again, in whatever delivery, is a duplicate', async () => {
    await process(aDelivery());
    const again = aDelivery(undefined, { receivedAt: someMs + 1000, requestId: 'request-2' });
    expect(await process(again)).toEqual({ outcome: 'duplicate', paymentId: payment.id });
    expect(kept.deliveries).toEqual([]);
  });

  test('of a return before its settlement is kept and applied then', async () => {
    expect(await process(aDelivery(eventBody('payment.returned', failure)))).toMatchObject({
      verdict: 'early',
      reached: [],
    });
    const settled = aDelivery(eventBody('payment.settled'), { id: 'evt-2' });
    expect(await process(settled)).toMatchObject({ status: 'returned', reached: ['settled', 'returned'] });
  });

  test('of a move that is not declared is recorded, and is no error', async () => {
    changes = fakePaymentStore();
    await changes.save({ ...payment, status: 'failed' });
    expect(await process(aDelivery())).toMatchObject({ outcome: 'applied', verdict: 'refused', status: 'failed' });
  });

  const useless: [string, string, Delivery][] = [
    ['whose body is no JSON', 'malformed-body', aDelivery('settled, I think')],
    ['whose body is no object', 'malformed-body', aDelivery('[]')],
    ['without a type', 'malformed-body', aDelivery('{"data":{}}')],
    ['without a payment', 'malformed-body', aDelivery('{"type":"payment.settled","data":{}}')],
    ['of a type that we do not know', 'unknown-type', aDelivery('{"type":"account.closed"}')],
    ['of a type that every object has', 'unknown-type', aDelivery('{"type":"constructor","data":{}}')],
    [
      'of a payment that never was',
      'unknown-payment',
      aDelivery(eventBody('payment.settled', { paymentId: 'pay_none' })),
    ],
  ];
  test.each(useless)('%s is quarantined as %s and acknowledged', async (_, reason, delivery) => {
    expect(await process(delivery)).toEqual({ outcome: 'quarantined', reason, kept: 'kept' });
    expect(kept.deliveries).toEqual([{ delivery, reason, at: new Date(someMs).toISOString() }]);
    expect(changes.recorded.size).toBe(0);
  });

  test('under the id of another event is quarantined', async () => {
    await process(aDelivery());
    expect(await process(aDelivery(eventBody('payment.returned', failure)))).toMatchObject({
      reason: 'event-id-reused',
    });
    expect(await changes.find(payment.id)).toMatchObject({ status: 'settled' });
  });

  test('is applied once, wherever the process is killed', async () => {
    const points = await crashEverywhere(async () => {
      changes = fakePaymentStore();
      await changes.save(payment);
      const { find, record } = changes;
      const load = async () => [secret];
      return {
        ports: { find, record, load, quarantine: kept.quarantine },
        work: (mortal) => {
          const apply = applyRailEvent({ ...mortal, ...clock });
          const verify = verifyDelivery(mortal.load);
          return processWebhook({ ...mortal, verify, apply, read: readRailEvent, ...clock })(aDelivery());
        },
        check: async () => expect(await changes.find(payment.id)).toMatchObject({ status: 'settled', version: 2 }),
      };
    });
    expect(points).toBe(6);
  });
});

describe('a delivery that is not genuine', () => {
  test('is quarantined whole, once, and changes nothing', async () => {
    const forged = aDelivery(undefined, { signature: 'v1,AAAA' });
    expect(await process(forged)).toEqual({ outcome: 'quarantined', reason: 'bad-signature', kept: 'kept' });
    now += 1;
    expect(await process(forged)).toEqual({ outcome: 'quarantined', reason: 'bad-signature', kept: 'known' });
    expect(kept.deliveries).toHaveLength(1);
    expect(await changes.find(payment.id)).toEqual(payment);
  });

  test('is not even read', async () => {
    const forged = aDelivery('not JSON', { signature: 'v1,AAAA' });
    expect(await process(forged)).toMatchObject({ reason: 'bad-signature' });
  });
});

describe('the secrets', () => {
  test('are looked at again for a signature that fits none: it may be of one that was rotated in', async () => {
    const asked: boolean[] = [];
    const rotated: WebhookSecrets = async ({ fresh } = { fresh: false }) => {
      asked.push(fresh);
      return [fresh ? secret : 'b2xk'];
    };
    expect(await process(aDelivery(), rotated)).toMatchObject({ outcome: 'applied' });
    expect(asked).toEqual([false, true]);
  });

  test('that cannot be read put the delivery off, and never into quarantine', async () => {
    const unreadable: WebhookSecrets = async () => Promise.reject(new RetryLater('no secrets'));
    await expect(process(aDelivery(), unreadable)).rejects.toThrow(RetryLater);
    expect(kept.deliveries).toEqual([]);
  });
});
