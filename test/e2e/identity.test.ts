import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { freshKey, paymentRequest } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { bootTimeoutMs, type RunningSluice, runSluice } from '../support/run-sluice.ts';

let sluice: RunningSluice;
beforeAll(async () => {
  sluice = await runSluice();
}, bootTimeoutMs);
afterAll(() => sluice?.stop());

describe('identity comes from the gateway, never from what the caller wrote', () => {
  test('a payment of another partner is 404, as one that never was', async () => {
    const { json } = await sluice.acme('POST', '/v1/payments', { key: freshKey(), body: paymentRequest() });
    const theirs = await sluice.globex('GET', `/v1/payments/${json.id}`);
    const nobodys = await sluice.globex('GET', '/v1/payments/pay_01ARZ3NDEKTSV4RRFFQ69G5FAV');
    expect(theirs.status).toBe(404);
    expect(theirs.json.code).toBe('payment-not-found');
    expect({ ...theirs.json, instance: '', detail: '' }).toEqual({ ...nobodys.json, instance: '', detail: '' });
  });

  test('a partner named in the body is an unknown field', async () => {
    const answer = await sluice.acme('POST', '/v1/payments', {
      key: freshKey(),
      body: paymentRequest({ partnerId: 'globex' }),
    });
    expect(answer.status).toBe(400);
    expect(answer.json.errors).toContainEqual(expect.objectContaining({ pointer: '/partnerId' }));
  });

  test.each([
    ['x-partner-id', 'globex'],
    ['partnerid', 'globex'],
    ['x-amzn-requestid', 'globex'],
    ['x-amz-context-authorizer', '{"partnerId":"globex"}'],
  ])('the header %s does not change the partner', async (name, value) => {
    const { json } = await sluice.acme('POST', '/v1/payments', {
      key: freshKey(),
      body: paymentRequest(),
      headers: { [name]: value },
    });
    expect((await sluice.acme('GET', `/v1/payments/${json.id}`)).status).toBe(200);
    expect((await sluice.globex('GET', `/v1/payments/${json.id}`)).status).toBe(404);
  });

  test.each([
    ['that looks like another execution name', 'globex_stolen'],
    ['with dots', 'x.globex.y'],
  ])('a batch key %s stays with the caller', async (_, key) => {
    const sent = await sluice.acme('POST', '/v1/payment-batches', { key, body: { payments: [paymentRequest()] } });
    expect(sent.status).toBe(202);
    const mine = await eventually('the batch to complete', async () => {
      const answer = await sluice.acme('GET', `/v1/payment-batches/${key}`);
      return answer.json?.status === 'completed' && answer;
    });
    const payment = mine.json.results[0].paymentId;
    expect((await sluice.acme('GET', `/v1/payments/${payment}`)).status).toBe(200);
    for (const guess of [key, 'stolen', 'y', `acme_${key}`]) {
      expect((await sluice.globex('GET', `/v1/payment-batches/${guess}`)).status).toBe(404);
    }
    expect((await sluice.globex('GET', `/v1/payments/${payment}`)).status).toBe(404);
  });

  test.each([
    ['a partner', { partnerId: 'globex', payments: [paymentRequest()] }],
    ['an execution', { Execution: { Name: 'globex_x' }, payments: [paymentRequest()] }],
    ['a name', { executionName: 'globex_x', payments: [paymentRequest()] }],
  ])('a batch body that claims %s is rejected whole and reaches nobody', async (_, body) => {
    const key = freshKey();
    expect((await sluice.acme('POST', '/v1/payment-batches', { key, body })).status).toBe(202);
    const batch = await eventually('the batch to be rejected', async () => {
      const { json } = await sluice.acme('GET', `/v1/payment-batches/${key}`);
      return json?.status === 'rejected' && json;
    });
    expect(batch.problems.length).toBeGreaterThan(0);
    expect((await sluice.globex('GET', '/v1/payments')).json.payments).toEqual([]);
  });

  test("the batch key x and a partner named in it cannot meet another partner's batch", async () => {
    const key = freshKey();
    await sluice.acme('POST', '/v1/payment-batches', { key, body: { payments: [paymentRequest()] } });
    const same = await sluice.globex('POST', '/v1/payment-batches', { key, body: { payments: [paymentRequest()] } });
    expect(same.status).toBe(202);
    expect(same.json.executionArn).toMatch(new RegExp(`:globex_${key}$`));
  });

  test('a key without the scope of a route is refused there and nowhere else', async () => {
    const reader = await sluice.partner('reader', ['payments:read']);
    expect((await reader('GET', '/v1/payments')).status).toBe(200);
    const refused = await reader('POST', '/v1/payments', { key: freshKey(), body: paymentRequest() });
    expect([refused.status, refused.text]).toEqual([403, '{"message":"Forbidden"}']);
    const batch = await reader('POST', '/v1/payment-batches', { key: freshKey(), body: { payments: [] } });
    expect(batch.status).toBe(403);
  });

  test.each([
    ['no header', {}, 401],
    ['an empty header', { authorization: '' }, 401],
    ['another scheme', { authorization: 'Basic YWNtZTphY21l' }, 403],
    ['a key that never was', { authorization: `Bearer slk_aaaaaaaaaaaaaaaa_${'A'.repeat(43)}` }, 403],
    ['a malformed key', { authorization: 'Bearer slk_' }, 403],
  ])('%s opens nothing', async (_, headers: Record<string, string>, status) => {
    expect((await sluice.anonymous('GET', '/v1/payments', { headers })).status).toBe(status);
  });
});
