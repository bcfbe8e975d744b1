import { describe, expect, test } from '@jest/globals';
import { batchFromItem, checkBatch, resultFromItem } from '#shared/contracts/batch.ts';
import { readCreatePayment } from '#shared/contracts/create-payment.ts';
import { readCursor } from '#shared/contracts/cursor.ts';
import { type PaymentView, paymentView } from '#shared/contracts/payment-view.ts';
import { problemDocument } from '#shared/contracts/problem.ts';
import { fromItem } from '#shared/contracts/stored-payment.ts';
import { readRailEvent } from '#shared/contracts/webhook-event.ts';
import { type BatchView, getBatch } from '#shared/domain/batches/get-batch.ts';
import { DomainError } from '#shared/domain/errors.ts';
import type { Balance } from '#shared/domain/ledger/balance.ts';
import { depositOf } from '#shared/domain/ledger/deposit.ts';
import { acceptPayment } from '#shared/domain/payments/accept-payment.ts';
import type { PaymentStatus } from '#shared/domain/payments/payment.ts';
import { paymentIdOf } from '#shared/domain/payments/payment-id.ts';
import { checkSignature } from '#shared/domain/webhooks/check-signature.ts';
import type { HttpEvent } from '#shared/lambda/http-event.ts';
import { fakePaymentStore } from '../fakes/payment-store.ts';
import { aCommand, aPayment, aRequest, aScope, someMs } from '../support/a-payment.ts';
import { readEvent } from '../support/read-event.ts';
import { exampleOf, exampleTags, tableOf, textOf } from './api-page.ts';

const event = readEvent<HttpEvent>('create-payment.new');
const example = <Value>(tag: string): Value => JSON.parse(exampleOf(tag));
const asJson = (value: unknown) => JSON.parse(JSON.stringify(value));

/** Each example of docs/api.md, and how it is shown to be what the code takes or gives. */
const checks: Record<string, () => void | Promise<void>> = {
  'create-payment.request': () => {
    expect(example('create-payment.request')).toEqual(JSON.parse(event.body ?? ''));
  },

  'create-payment.response': async () => {
    const accept = acceptPayment({
      save: async () => ({ outcome: 'saved' }),
      enqueue: async () => {},
      nowMs: () => event.requestContext.timeEpoch,
      resendAfterSeconds: 10,
    });
    const { payment } = await accept({
      scope: aScope({ key: event.headers['idempotency-key'] }),
      request: readCreatePayment(example('create-payment.request')),
      requestId: event.requestContext.requestId,
    });
    expect(asJson(paymentView(payment))).toEqual(example('create-payment.response'));
  },

  'get-balances.response': async () => {
    const { balances } = example<{ balances: Balance[] }>('get-balances.response');
    const store = fakePaymentStore({ opening: 0 });
    for (const { currency, available, held, settled } of balances) {
      const amount = (value: number) => ({ value, currency });
      const pay = (key: string, value: number, status: PaymentStatus) =>
        store.save(aPayment({ scope: aScope({ key }), amount: amount(value), status }));
      const deposit = { partnerId: 'acme', amount: amount(available + held + settled), key: currency };
      await store.deposit(depositOf(deposit, event.requestContext.time));
      if (held > 0) await pay('held', held, 'submitted');
      if (settled > 0) await pay('settled', settled, 'settled');
    }
    expect(await store.balances('acme')).toEqual(balances);
  },

  'problem.insufficient-funds': async () => {
    const { save } = fakePaymentStore({ opening: 1_200 });
    const accept = acceptPayment({ save, enqueue: async () => {}, nowMs: () => someMs, resendAfterSeconds: 10 });
    const refusal = await accept(aCommand()).catch((error: unknown) => error);
    if (!(refusal instanceof DomainError)) throw refusal;
    const document = problemDocument(refusal, event.requestContext.requestId);
    expect(asJson(document)).toEqual(example('problem.insufficient-funds'));
  },

  'list-payments.response': () => {
    const { payments, nextCursor } = example<{ payments: PaymentView[]; nextCursor: string }>('list-payments.response');
    expect(payments.map((view) => asJson(paymentView(fromItem(aPayment(view)))))).toEqual(payments);
    expect(readCursor({ partnerId: 'acme' }, nextCursor)).toBe(payments.at(-1)?.id);
  },

  'create-batch.request': () => {
    const batch = example<{ payments: unknown[] }>('create-batch.request');
    const { results } = example<BatchView>('get-batch.response');
    expect(checkBatch(batch)).toEqual({ total: results.length });
    expect(batch.payments.map(refusalOf).map((refusal) => refusal?.problems)).toEqual(
      results.map((result) => (result.status === 'refused' ? result.problems : undefined)),
    );
  },

  'get-batch.response': async () => {
    const view = example<BatchView>('get-batch.response');
    const { id: batchId, counts, status } = view;
    const item = { partnerId: 'acme', batchId, status, startedAt: event.requestContext.time, total: 2, counts };
    const get = getBatch({
      read: async () => ({ batch: batchFromItem(item), results: view.results.map(resultFromItem) }),
      describe: async () => 'unknown',
      nowMs: () => someMs,
    });
    expect(asJson(await get({ partnerId: 'acme', batchId }))).toEqual(view);
    const scope = aScope({ route: 'POST /v1/payment-batches', key: `${batchId}#0` });
    expect(view.results[0]).toMatchObject({ paymentId: paymentIdOf(scope, someMs) });
  },

  problem: () => {
    const refusal = refusalOf({ ...aRequest({ amount: { value: 0, currency: 'EUR' } }), urgent: true });
    expect(refusal).toBeDefined();
    expect(refusal && asJson(problemDocument(refusal, event.requestContext.requestId))).toEqual(example('problem'));
  },

  'webhook.event': () => {
    const body = exampleOf('webhook.event');
    expect(readRailEvent(body)).toEqual({ paymentId: expect.stringMatching(/^pay_/), event: { type: 'settled' } });
    const [id, timestamp, signature] = tableOf('header', 'value').map((cells) => cells.at(-1));
    const receivedAt = Number(timestamp) * 1000;
    const delivery = { body, id, timestamp, signature, receivedAt, requestId: 'request-1' };
    expect(checkSignature(delivery, [textOf(/with the secret `([^`]+)`/)])).toEqual({ eventId: id });
  },
};

describe('the examples of docs/api.md', () => {
  test('are all checked', () => {
    expect(exampleTags().sort()).toEqual(Object.keys(checks).sort());
  });

  test.each(Object.entries(checks))('%s is what the code takes or gives', async (_, check) => {
    await check();
  });
});

function refusalOf(payment: unknown): DomainError | undefined {
  try {
    readCreatePayment(payment);
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}
