import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { freshKey, paymentRequest } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { bootTimeoutMs, type RunningSluice, runSluice } from '../support/run-sluice.ts';

let sluice: RunningSluice;
beforeAll(async () => {
  sluice = await runSluice();
}, bootTimeoutMs);
afterAll(() => sluice?.stop());

describe('payment batches', () => {
  test('a bad item fails alone, and says what is wrong with it', async () => {
    const key = freshKey();
    const payments = [
      paymentRequest({ reference: 'good 0' }),
      paymentRequest({ amount: { value: -1, currency: 'EUR' } }),
      paymentRequest({ reference: 'good 2' }),
      'not a payment',
      paymentRequest({ creditor: { name: 'Eve', iban: 'DE00370400440532013000' } }),
    ];
    const sent = await sluice.acme('POST', '/v1/payment-batches', { key, body: { payments } });
    expect(sent.status).toBe(202);
    expect(sent.json.executionArn).toMatch(new RegExp(`:acme_${key}$`));

    const batch = await completed(key);
    expect(batch.counts).toMatchObject({ total: 5, accepted: 2, refused: 3 });
    expect(batch.results.map((result: { index: number }) => result.index)).toEqual([0, 1, 2, 3, 4]);
    expect(batch.results.map((result: { status: string }) => result.status)).toEqual([
      'accepted',
      'refused',
      'accepted',
      'refused',
      'refused',
    ]);
    expect(batch.results[1].problems).toContainEqual(expect.objectContaining({ pointer: '/amount/value' }));
    expect(batch.results[4].problems).toContainEqual(expect.objectContaining({ pointer: '/creditor/iban' }));
    for (const { paymentId } of [batch.results[0], batch.results[2]]) {
      const payment = await eventually('the payment of the batch to settle', async () => {
        const { json } = await sluice.acme('GET', `/v1/payments/${paymentId}`);
        return json.status === 'settled' && json;
      });
      expect(payment.batchId).toBe(key);
    }
  });

  test('a batch sent again is the same batch, and makes no second payment', async () => {
    const key = freshKey();
    const body = { payments: [paymentRequest({ reference: `once ${key}` })] };
    const first = await sluice.acme('POST', '/v1/payment-batches', { key, body });
    expect(first.status).toBe(202);
    await completed(key);
    const again = await sluice.acme('POST', '/v1/payment-batches', { key, body });
    expect(again.status).toBe(400);
    expect(again.text).toContain('ExecutionAlreadyExists');
    const { json } = await sluice.acme('GET', '/v1/payments?limit=100');
    const ours = json.payments.filter((payment: { reference: string }) => payment.reference === `once ${key}`);
    expect(ours).toHaveLength(1);
  });

  test.each([
    ['no payments', { payments: [] }],
    ['501 payments', { payments: Array.from({ length: 501 }, () => ({})) }],
    ['no list', {}],
    ['a list that is text', { payments: 'all of them' }],
    ['an array', [1, 2]],
    ['a number', 7],
    ['null', null],
    ['an unknown field', { payments: [paymentRequest()], urgent: true }],
  ])('a batch with %s is rejected with its problems', async (_, body) => {
    const key = freshKey();
    expect((await sluice.acme('POST', '/v1/payment-batches', { key, body: JSON.stringify(body) })).status).toBe(202);
    const batch = await eventually('the batch to be rejected', async () => {
      const { json } = await sluice.acme('GET', `/v1/payment-batches/${key}`);
      return json.status === 'rejected' && json;
    });
    expect(batch.problems).toEqual([{ pointer: expect.any(String), detail: expect.any(String) }]);
    expect(batch.results).toEqual([]);
  });

  test('a batch is there to read as soon as it is accepted', async () => {
    const key = freshKey();
    await sluice.acme('POST', '/v1/payment-batches', { key, body: { payments: [paymentRequest()] } });
    expect((await sluice.acme('GET', `/v1/payment-batches/${key}`)).status).toBe(200);
    await completed(key);
  });

  test('a batch of 500 completes', async () => {
    const key = freshKey();
    const payments = Array.from({ length: 500 }, (_, n) => paymentRequest({ reference: `sandbox:silent ${n}` }));
    expect((await sluice.acme('POST', '/v1/payment-batches', { key, body: { payments } })).status).toBe(202);
    const batch = await completed(key, 100_000);
    expect(batch.counts).toMatchObject({ total: 500, accepted: 500, refused: 0 });
    expect(new Set(batch.results.map((result: { paymentId: string }) => result.paymentId)).size).toBe(500);
  }, 120_000);
});

function completed(key: string, deadlineMs = 30_000) {
  return eventually(
    `batch ${key} to complete`,
    async () => {
      const { json } = await sluice.acme('GET', `/v1/payment-batches/${key}`);
      return json.status === 'completed' && json;
    },
    { deadlineMs, everyMs: 200 },
  );
}
