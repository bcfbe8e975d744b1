import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { freshKey, paymentRequest } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { railPayments } from '../support/rail.ts';
import { bootTimeoutMs, type RunningSluice, runSluice } from '../support/run-sluice.ts';

let sluice: RunningSluice;
beforeAll(async () => {
  sluice = await runSluice();
}, bootTimeoutMs);
afterAll(() => sluice?.stop());

describe('one request, sent many times, has one effect', () => {
  test('20 creates in parallel with one key make one payment and one rail call', async () => {
    const key = freshKey();
    const body = paymentRequest({ reference: 'sandbox:settle twenty' });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => sluice.acme('POST', '/v1/payments', { key, body })),
    );
    for (const answer of answers) expect([202, 409]).toContain(answer.status);
    for (const answer of answers.filter(({ status }) => status === 409)) {
      expect(answer.json.code).toBe('idempotency-key-in-progress');
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    const ids = new Set(answers.filter(({ status }) => status === 202).map(({ json }) => json.id));
    expect(ids.size).toBe(1);

    const id = [...ids][0];
    await eventually('the payment to settle', async () => {
      const { json } = await sluice.acme('GET', `/v1/payments/${id}`);
      return json.status === 'settled';
    });
    const { json: list } = await sluice.acme('GET', '/v1/payments');
    expect(list.payments.map((payment: { id: string }) => payment.id)).toEqual([id]);
    expect((await railPayments(sluice)).map(({ paymentId }) => paymentId)).toEqual([id]);
    expect(sluice.logs.filter(({ text }) => text.includes('payment taken') && text.includes(id))).toHaveLength(1);
  });

  test('a replay has the very bytes of the first answer and says that it is one', async () => {
    const key = freshKey();
    const first = await sluice.acme('POST', '/v1/payments', { key, body: paymentRequest() });
    const reordered = Object.fromEntries(Object.entries(paymentRequest()).reverse());
    const replay = await sluice.acme('POST', '/v1/payments', { key, body: reordered });
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect(replay.status).toBe(202);
    expect(replay.text).toBe(first.text);
    expect(replay.headers.get('location')).toBe(first.headers.get('location'));
    expect(replay.headers.get('idempotent-replayed')).toBe('true');
  });

  test('a reused key with another body is refused and names the payment that exists', async () => {
    const key = freshKey();
    const first = await sluice.acme('POST', '/v1/payments', { key, body: paymentRequest() });
    const other = await sluice.acme('POST', '/v1/payments', { key, body: paymentRequest({ reference: 'another' }) });
    expect(other.status).toBe(422);
    expect(other.json).toMatchObject({ code: 'idempotency-key-reused', resource: `/v1/payments/${first.json.id}` });
  });

  test('the same key of two partners makes two payments', async () => {
    const key = freshKey();
    const [acme, globex] = await Promise.all([
      sluice.acme('POST', '/v1/payments', { key, body: paymentRequest() }),
      sluice.globex('POST', '/v1/payments', { key, body: paymentRequest({ reference: 'of globex' }) }),
    ]);
    expect([acme.status, globex.status]).toEqual([202, 202]);
    expect(acme.json.id).not.toBe(globex.json.id);
  });
});
