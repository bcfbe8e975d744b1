import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { acceptPayment, hashRequest } from '#shared/domain/payments/accept-payment.ts';
import type { Payment } from '#shared/domain/payments/payment.ts';
import { fakePaymentStore } from '../../../fakes/payment-store.ts';
import { aCommand, aRequest, aScope, someMs } from '../../../support/a-payment.ts';

function accepting({ enqueueError, nowMs = () => someMs }: { enqueueError?: Error; nowMs?: () => number } = {}) {
  const table = fakePaymentStore();
  const queued: unknown[] = [];
  const enqueue = async (message: unknown) => {
    if (enqueueError) throw enqueueError;
    queued.push(message);
  };
  return { table, queued, accept: acceptPayment({ save: table.save, enqueue, nowMs, resendAfterSeconds: 120 }) };
}

describe('accepting a payment', () => {
  test('writes it, due for the reconciler, and queues it', async () => {
    const { table, queued, accept } = accepting();
    const { outcome, payment } = await accept(aCommand());
    expect(outcome).toBe('accepted');
    expect(payment).toMatchObject({
      ...aRequest(),
      partnerId: 'acme',
      status: 'accepted',
      createdAt: '2026-11-20T09:30:27.123Z',
      updatedAt: '2026-11-20T09:30:27.123Z',
      dueAt: '2026-11-20T09:32:27.123Z',
      version: 1,
      checks: 0,
      early: [],
    });
    expect(await table.find(payment.id)).toEqual(payment);
    expect(queued).toEqual([{ paymentId: payment.id, requestId: 'request-1' }]);
  });

  test('again, later, gives back the first and queues nothing', async () => {
    let ms = someMs;
    const { queued, accept } = accepting({ nowMs: () => ms++ });
    const first = await accept(aCommand());
    const again = await accept(aCommand({ requestId: 'request-2' }));
    expect(again).toEqual({ outcome: 'repeated', payment: first.payment });
    expect(queued).toHaveLength(1);
  });

  test('whose write was sent twice, for the first answer was lost, is a new payment all the same', async () => {
    const { table, queued } = accepting();
    const save = async (payment: Payment) => {
      await table.save(payment);
      return table.save(payment);
    };
    const enqueue = async (message: unknown) => void queued.push(message);
    const accept = acceptPayment({ save, enqueue, nowMs: () => someMs, resendAfterSeconds: 1 });
    expect((await accept(aCommand())).outcome).toBe('accepted');
    expect(queued).toHaveLength(1);
  });

  test('holds its amount, and is refused with what there is when that is too little', async () => {
    const store = fakePaymentStore({ opening: 20_000 });
    const queued: unknown[] = [];
    const enqueue = async (message: unknown) => void queued.push(message);
    const accept = acceptPayment({ save: store.save, enqueue, nowMs: () => someMs, resendAfterSeconds: 1 });
    await accept(aCommand());
    const second = accept(aCommand({ scope: aScope({ key: 'key-2' }) }));
    await expect(second).rejects.toMatchObject({
      code: 'insufficient-funds',
      available: { value: 7_500, currency: 'EUR' },
      message: expect.stringMatching(/needs 12500 and you have 7500 available/),
    });
    expect(await store.balances('acme')).toEqual([{ currency: 'EUR', available: 7_500, held: 12_500, settled: 0 }]);
    expect(queued).toHaveLength(1);
  });

  test('again is repeated when all the money is gone by then', async () => {
    const store = fakePaymentStore({ opening: 12_500 });
    const ports = { save: store.save, enqueue: async () => {}, resendAfterSeconds: 1 };
    const { payment } = await acceptPayment({ ...ports, nowMs: () => someMs })(aCommand());
    const later = acceptPayment({ ...ports, nowMs: () => someMs + 1 });
    expect(await later(aCommand({ requestId: 'request-2' }))).toEqual({ outcome: 'repeated', payment });
  });

  test('under a used key is refused when anything asked for differs, and names the payment that exists', async () => {
    const { accept } = accepting();
    const { payment } = await accept(aCommand());
    for (const over of [
      { reference: 'another' },
      { amount: { value: 1, currency: 'EUR' } },
      { amount: { value: 12_500, currency: 'USD' } },
      { creditor: { ...aRequest().creditor, name: 'Eve' } },
      { metadata: {} },
    ]) {
      await expect(accept(aCommand({ request: aRequest(over) }))).rejects.toMatchObject({
        code: 'idempotency-key-reused',
        resource: payment.id,
      });
    }
  });

  test.each([
    ['partner', { partnerId: 'globex' }],
    ['route', { route: 'POST /v1/payment-batches' }],
    ['key', { key: 'key-2' }],
  ])('of another %s makes another payment', async (_, over) => {
    const { accept } = accepting();
    const { payment } = await accept(aCommand());
    const other = await accept(aCommand({ scope: aScope(over) }));
    expect(other.outcome).toBe('accepted');
    expect(other.payment.id).not.toBe(payment.id);
  });

  test('stands when the queue cannot be told: the reconciler will', async () => {
    const enqueueError = new Error('queue down');
    const { table, accept } = accepting({ enqueueError });
    const acceptance = await accept(aCommand());
    expect(acceptance).toMatchObject({ outcome: 'accepted', enqueueError });
    expect((await table.find(acceptance.payment.id))?.dueAt).toBeDefined();
  });

  test('fails when the write fails, and queues nothing', async () => {
    const queued: unknown[] = [];
    const accept = acceptPayment({
      save: async () => Promise.reject(new Error('table down')),
      enqueue: async (message) => void queued.push(message),
      nowMs: () => someMs,
      resendAfterSeconds: 1,
    });
    await expect(accept(aCommand())).rejects.toThrow('table down');
    expect(queued).toEqual([]);
  });
});

test('the order of fields changes no hash', () => {
  const metadata = fc.dictionary(fc.string(), fc.string(), { maxKeys: 5 });
  fc.assert(
    fc.property(metadata, (pairs) => {
      const reversed = Object.fromEntries(Object.entries(pairs).reverse());
      const { amount, creditor, reference } = aRequest();
      expect(
        hashRequest({ metadata: reversed, reference, creditor: { iban: creditor.iban, name: creditor.name }, amount }),
      ).toBe(hashRequest(aRequest({ metadata: pairs })));
    }),
  );
});
