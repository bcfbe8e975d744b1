import { randomUUID } from 'node:crypto';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { freshKey, paymentRequest } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { bootTimeoutMs, physicalId, type RunningSluice, runSluice } from '../support/run-sluice.ts';
import { postEvent, railEvent } from '../support/webhook-sender.ts';

let sluice: RunningSluice;
beforeAll(async () => {
  sluice = await runSluice();
}, bootTimeoutMs);
afterAll(() => sluice?.stop());

const anotherSecret = Buffer.from('another secret, of nobody we know').toString('base64');

describe('webhooks', () => {
  test('an event delivered 5 times has one effect', async () => {
    const payment = await submittedPayment();
    const event = { id: `evt-${randomUUID()}`, body: railEvent('payment.settled', { paymentId: payment.id }) };
    for (const answer of await Promise.all(Array.from({ length: 5 }, () => postEvent(sluice, event)))) {
      expect(answer.status).toBe(202);
      expect(answer.text).toContain('<SendMessageResponse');
    }
    const settled = await ends(payment.id, 'settled');
    await eventually('the four repeats to be counted', () => total('DuplicateWebhooks') >= 4);
    expect((await read(payment.id)).updatedAt).toBe(settled.updatedAt);
    expect(total('PaymentsSettled')).toBe(1);
  });

  test('a returned event that comes before the settled one is kept and applied when it fits', async () => {
    const payment = await submittedPayment();
    const failure = { code: 'AC04', message: 'The account is closed.' };
    await postEvent(sluice, {
      id: `evt-${randomUUID()}`,
      body: railEvent('payment.returned', { paymentId: payment.id, ...failure }),
    });
    await eventually('the early event to be kept', () => logged('rail event', payment.id, 'early'));
    expect((await read(payment.id)).status).toBe('submitted');
    await postEvent(sluice, {
      id: `evt-${randomUUID()}`,
      body: railEvent('payment.settled', { paymentId: payment.id }),
    });
    expect((await ends(payment.id, 'returned')).failure).toEqual(failure);
  });

  test('a move that is not declared changes nothing and is recorded', async () => {
    const payment = await submittedPayment();
    await postEvent(sluice, {
      id: `evt-${randomUUID()}`,
      body: railEvent('payment.failed', { paymentId: payment.id, code: 'AC01', message: 'No such account.' }),
    });
    const failed = await ends(payment.id, 'failed');
    await postEvent(sluice, {
      id: `evt-${randomUUID()}`,
      body: railEvent('payment.settled', { paymentId: payment.id }),
    });
    await eventually('the refused event to be recorded', () => logged('rail event', payment.id, 'refused'));
    expect(await read(payment.id)).toEqual(failed);
  });

  test.each([
    ['a signature of another secret', { secret: anotherSecret }],
    ['a signature from an hour ago', { sentAt: new Date(Date.now() - 3_600_000) }],
    ['no known signature version', { headers: { 'webhook-signature': 'v9,AAAA' } }],
    ['a signature over another id', { headers: { 'webhook-id': 'evt-other' } }],
    ['a signature over another time', { headers: { 'webhook-timestamp': String(Math.floor(Date.now() / 1000) - 9) } }],
    ['a signature cut short', { headers: { 'webhook-signature': 'v1,' } }],
    ['a timestamp that is no number', { headers: { 'webhook-timestamp': 'yesterday' } }],
  ])('an event with %s is quarantined with its reason, not retried, and has no effect', async (_, forged) => {
    const payment = await submittedPayment();
    const before = await quarantined();
    const body = railEvent('payment.settled', { paymentId: payment.id });
    expect((await postEvent(sluice, { id: `evt-${randomUUID()}`, body, ...forged })).status).toBe(202);
    await eventually('one more event in quarantine', async () => (await quarantined()).length === before.length + 1);
    for (const item of await quarantined()) expect(item.reason?.S).toMatch(/./);
    expect((await read(payment.id)).status).toBe('submitted');
  });

  test.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])(
    'an event without %s is refused at the door, and nothing is queued',
    async (missing) => {
      const headers: Record<string, string> = {
        'webhook-id': 'evt-1',
        'webhook-timestamp': '1',
        'webhook-signature': 'v1,AAAA',
      };
      delete headers[missing];
      const before = (await quarantined()).length;
      const answer = await sluice.anonymous('POST', '/v1/webhooks/rail', { body: {}, headers });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect((await quarantined()).length).toBe(before);
    },
  );

  test('the request id of the front door is in the log lines of the consumer', async () => {
    const answer = await postEvent(sluice, {
      id: `evt-${randomUUID()}`,
      body: railEvent('payment.settled', { paymentId: 'pay_01ARZ3NDEKTSV4RRFFQ69G5FAV' }),
    });
    const requestId = answer.headers.get('apigw-requestid') ?? '';
    expect(requestId).toMatch(/./);
    await eventually('a log line with the request id', () =>
      sluice.logs.some(({ functionName, text }) => functionName.includes('processWebhook') && text.includes(requestId)),
    );
  });
});

/** A payment that its rail keeps silent about: only our own events move it. */
async function submittedPayment(): Promise<{ id: string }> {
  const { json } = await sluice.acme('POST', '/v1/payments', {
    key: freshKey(),
    body: paymentRequest({ reference: 'sandbox:silent' }),
  });
  await ends(json.id, 'submitted');
  return json;
}

function ends(id: string, status: string) {
  return eventually(`${id} to be ${status}`, async () => {
    const payment = await read(id);
    return payment.status === status && payment;
  });
}

async function read(id: string) {
  return (await sluice.acme('GET', `/v1/payments/${id}`)).json;
}

async function quarantined() {
  const { Items = [] } = await sluice.dynamodb.send(
    new ScanCommand({ TableName: physicalId(sluice.twin, 'EventsTable'), ConsistentRead: true }),
  );
  return Items.filter(({ eventKey }) => eventKey?.S?.startsWith('quarantine#'));
}

function total(name: string): number {
  return sluice.metrics.filter((datum) => datum.name === name).reduce((sum, { value }) => sum + value, 0);
}

function logged(...parts: string[]): boolean {
  return sluice.logs.some(({ text }) => parts.every((part) => text.includes(part)));
}
