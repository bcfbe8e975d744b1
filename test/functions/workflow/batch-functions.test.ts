import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { HttpEvent } from '#shared/lambda/http-event.ts';
import { captureLogs } from '../../support/captured-logs.ts';
import { startConsumers } from '../wired-consumers.ts';

const logs = captureLogs();
let sluice: Awaited<ReturnType<typeof startConsumers>>;
beforeAll(async () => {
  sluice = await startConsumers();
});
afterAll(() => sluice?.stop());

const running = { status: 200, body: { status: 'RUNNING' } };
const stopped = { status: 200, body: { status: 'TIMED_OUT' } };
const unknown = { status: 400, body: { __type: 'ExecutionDoesNotExist' } };
const of =
  (partnerId: string) =>
  (event: HttpEvent): HttpEvent => ({
    ...event,
    requestContext: { ...event.requestContext, authorizer: { lambda: { partnerId, keyId: 'k', scopes: '' } } },
  });
const about =
  (batchId: string) =>
  (event: HttpEvent): HttpEvent => ({ ...event, pathParameters: { batchId } });

describe('before a batch is opened', () => {
  test.each([
    [running, 200, { status: 'accepted' }],
    [stopped, 200, { status: 'failed', problems: [{ pointer: '', detail: expect.stringContaining('No payment') }] }],
    [unknown, 404, { code: 'batch-not-found' }],
    [{ status: 400, body: { __type: 'ThrottlingException' } }, 503, { code: 'service-unavailable' }],
  ])('Step Functions is asked, and answers %j: %i', async (answer, status, json) => {
    sluice.calls.length = 0;
    sluice.answer(() => answer);
    expect(await sluice.getBatch('get-batch.by-id')).toMatchObject({ status, json });
    expect(JSON.parse(sluice.calls[0]?.body ?? '')).toEqual({
      executionArn: 'arn:aws:states:eu-central-1:111122223333:execution:sluice-dev-payment-batch:acme_rent-2026-11',
    });
  });

  test('nobody is asked about what cannot be a batch', async () => {
    sluice.calls.length = 0;
    expect(await sluice.getBatch('get-batch.not-an-id')).toMatchObject({
      status: 404,
      json: { code: 'batch-not-found' },
    });
    expect(sluice.calls).toEqual([]);
  });
});

test('a batch is opened, its good payment accepted, its bad one refused, and it is closed', async () => {
  expect(await sluice.openBatch('open-batch.two-payments')).toEqual({ status: 'open' });
  expect((await sluice.getBatch('get-batch.by-id')).json).toMatchObject({ status: 'processing', counts: { total: 2 } });
  expect(await sluice.createBatchPayment('create-batch-payment.good')).toEqual({ status: 'accepted' });
  expect(await sluice.closeBatch('close-batch.end')).toEqual({ status: 'incomplete' });
  expect(await sluice.createBatchPayment('create-batch-payment.wrong-iban')).toEqual({ status: 'refused' });
  expect(await sluice.closeBatch('close-batch.end')).toEqual({ status: 'completed' });

  const { status, json } = await sluice.getBatch('get-batch.by-id');
  expect(status).toBe(200);
  expect(json).toEqual({
    id: 'rent-2026-11',
    status: 'completed',
    counts: { total: 2, accepted: 1, refused: 1 },
    results: [
      { index: 0, status: 'accepted', paymentId: expect.stringMatching(/^pay_/) },
      { index: 1, status: 'refused', problems: [{ pointer: '/creditor/iban', detail: expect.any(String) }] },
    ],
  });
  const { paymentId } = json.results[0];
  expect(await sluice.find(paymentId)).toMatchObject({ partnerId: 'acme', batchId: 'rent-2026-11' });
  expect(await sluice.payments.bodies()).toEqual([{ paymentId, requestId: 'acme_rent-2026-11' }]);
  expect(logs.text()).not.toContain('DE89370400440532013000');
});

test('another partner’s batch is not there, by construction', async () => {
  sluice.answer(() => unknown);
  expect(await sluice.getBatch('get-batch.by-id', of('globex'))).toMatchObject({ status: 404 });
  expect(await sluice.getBatch('get-batch.by-id', about('x_acme_rent-2026-11'))).toMatchObject({ status: 404 });
});

test('a batch that breaks the contract as a whole is rejected, and nothing more', async () => {
  expect(await sluice.openBatch('open-batch.not-a-batch')).toEqual({ status: 'rejected' });
  expect(await sluice.openBatch('open-batch.unknown-field')).toEqual({ status: 'rejected' });
});

test('an item that is no payment at all is refused', async () => {
  expect(await sluice.createBatchPayment('create-batch-payment.not-a-payment')).toEqual({ status: 'refused' });
});

test('a payment without a result is an error at the last look, which says what to do', async () => {
  const executionName = 'acme_incomplete';
  await sluice.openBatch('open-batch.two-payments', { executionName });
  await sluice.createBatchPayment('create-batch-payment.good', { executionName });
  expect(await sluice.closeBatch('close-batch.end', { executionName })).toEqual({ status: 'incomplete' });
  await expect(sluice.closeBatch('close-batch.last-look', { executionName })).rejects.toMatchObject({
    name: 'BatchIncomplete',
    message: 'No result for 1 of 2 payments: index 1. See docs/runbooks/workflow-failed.md.',
  });
});

describe('names that a caller chose', () => {
  const names = (count: number, name: string) =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`${n}${name}`, 1]));
  test.each([
    ['one that is longer in a pointer than a table’s item may be', { ['~'.repeat(205_000)]: 1 }],
    ['20 that are so together', names(20, '~'.repeat(10_250))],
    ['many', names(25_000, 'x')],
    ['no valid Unicode', { '\ud800': 1 }],
  ])('do not keep a batch from being completed: %s', async (why, payment) => {
    const key = why.replaceAll(/[ ’]/g, '-');
    const executionName = `acme_${key}`;
    await sluice.openBatch('open-batch.two-payments', { executionName, body: { payments: [payment] } });
    const item = { executionName, index: 0, payment };
    expect(await sluice.createBatchPayment('create-batch-payment.not-a-payment', item)).toEqual({ status: 'refused' });
    expect(await sluice.closeBatch('close-batch.last-look', { executionName })).toEqual({ status: 'completed' });
    const { json } = await sluice.getBatch('get-batch.by-id', about(key));
    expect(json).toMatchObject({ status: 'completed', counts: { total: 1, refused: 1 } });
    expect(JSON.stringify(json).length).toBeLessThan(10_000);
  });

  test('do not keep a batch from being rejected', async () => {
    const body = { payments: [{}], ['~'.repeat(205_000)]: 1 };
    expect(await sluice.openBatch('open-batch.unknown-field', { executionName: 'acme_rejected', body })).toEqual({
      status: 'rejected',
    });
  });
});
