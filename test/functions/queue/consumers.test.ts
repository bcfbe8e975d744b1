import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { SQSEvent } from 'aws-lambda';
import { Webhook } from 'standardwebhooks';
import { aPayment, aScope } from '../../support/a-payment.ts';
import { captureLogs } from '../../support/captured-logs.ts';
import { metricsIn } from '../../support/emf.ts';
import { startConsumers } from '../wired-consumers.ts';

const logs = captureLogs();
let sluice: Awaited<ReturnType<typeof startConsumers>>;
beforeAll(async () => {
  sluice = await startConsumers();
});
afterAll(() => sluice?.stop());

const payment = aPayment();
const { id } = payment;
const accept = { status: 202, body: { id, status: 'pending' } };
beforeEach(() => {
  logs.clear();
  sluice.calls.length = 0;
  sluice.answer(() => accept);
});

const counted = (name: string) => metricsIn(logs.lines()).filter((metric) => metric.name === name);
/** All together first, then by reason. */
const quarantined = () =>
  counted('QuarantinedWebhooks')
    .map(({ name: _, ...metric }) => metric)
    .toSorted((one, other) => Object.keys(one.dimensions).length - Object.keys(other.dimensions).length);

/** The same messages under new ids, as a replay from the dead letters gives them. */
const replayed = ({ Records }: SQSEvent): SQSEvent => ({
  Records: Records.map((record) => ({
    ...record,
    messageId: `replayed-${record.messageId}`,
    attributes: { ...record.attributes, SentTimestamp: String(Date.now()) },
  })),
});

/** A genuine delivery of one event, as the front door would have put it into the queue now. */
const deliveryOf =
  (eventId: string, type: string, data: Record<string, unknown>) =>
  ({ Records }: SQSEvent): SQSEvent => {
    const body = JSON.stringify({ type, data });
    const now = new Date();
    const signature = new Webhook('AlphaNumeric44CharactersAsSecretsManagerMake').sign(eventId, now, body);
    const attributes = {
      'webhook-id': eventId,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': signature,
      receivedAt: String(now.getTime()),
      requestId: 'request-of-the-rail',
    };
    const messageAttributes = Object.fromEntries(
      Object.entries(attributes).map(([name, stringValue]) => [name, { stringValue, dataType: 'String' as const }]),
    );
    return { Records: Records.map((record) => ({ ...record, body, messageAttributes })) };
  };

/** How often a human was called, without the other values of the metric. */
const unapplied = () => counted('UnappliedRailEvents').map(({ values, dimensions }) => ({ values, dimensions }));
const once = [{ values: [1], dimensions: { service: 'sluice' } }];

describe('submit-payment', () => {
  test('hands the payment to the rail, under the front door’s request id', async () => {
    await sluice.save(payment);
    expect(await sluice.submitPayment('submit-payment.accepted')).toEqual([]);
    expect(await sluice.find(id)).toMatchObject({ status: 'submitted' });
    expect(sluice.calls).toEqual([expect.objectContaining({ method: 'POST', path: '/payments' })]);
    expect(sluice.calls[0]?.headers).toMatchObject({
      authorization: 'Bearer RailKey44CharactersAsSecretsManagerMakesThem',
      'x-request-id': 'UWZ9xi6VliAEMZw=',
    });
    expect(logs.lines('payment taken')).toEqual([
      expect.objectContaining({ paymentId: id, requestId: 'UWZ9xi6VliAEMZw=' }),
    ]);
    expect(counted('PaymentsSubmitted')).toEqual([expect.objectContaining({ values: [1] })]);
  });

  test('sends back what it cannot read or do, and only that', async () => {
    const failed = await sluice.submitPayment('submit-payment.poison');
    expect(failed.map((messageId) => messageId.at(-1))).toEqual(['1', '2']);
    expect(sluice.calls).toHaveLength(1);
  });

  test('sends a message back when the rail does not take the payment', async () => {
    sluice.answer(() => ({ status: 503 }));
    expect(await sluice.submitPayment('submit-payment.accepted')).toHaveLength(1);
    expect(logs.lines('work put off')).toHaveLength(1);
    expect(await sluice.find(id)).toMatchObject({ status: 'submitted' });
  });

  test('calls a human when the rail rejects what it settled meanwhile', async () => {
    const racing = aPayment({ scope: aScope({ key: 'racing' }) });
    await sluice.save(racing);
    sluice.answer(async () => {
      await sluice.processWebhook(
        'process-webhook.settled',
        deliveryOf('evt_racing', 'payment.settled', { paymentId: racing.id }),
      );
      return { status: 422, body: { id: racing.id, status: 'rejected', code: 'AC04', message: 'Closed.' } };
    });
    const body = JSON.stringify({ paymentId: racing.id, requestId: 'request-1' });
    const ofRacing = ({ Records }: SQSEvent) => ({ Records: Records.map((record) => ({ ...record, body })) });
    expect(await sluice.submitPayment('submit-payment.accepted', ofRacing)).toEqual([]);
    expect(await sluice.find(racing.id)).toMatchObject({ status: 'settled' });
    expect(unapplied()).toEqual(once);
    expect(logs.lines('rail event not applied')).toEqual([
      expect.objectContaining({
        level: 'WARN',
        eventId: `answer-${racing.id}-failed`,
        paymentId: racing.id,
        reason: 'refused',
      }),
    ]);
  });

  test('tells nobody the account number in a log line', async () => {
    await sluice.submitPayment('submit-payment.accepted');
    expect(logs.text()).not.toContain(payment.creditor.iban);
  });
});

describe('process-webhook', () => {
  test('keeps a return that comes before its settlement, then applies both', async () => {
    expect(await sluice.processWebhook('process-webhook.returned-before-settled')).toEqual([]);
    expect(logs.lines('rail event judged')).toEqual([expect.objectContaining({ paymentId: id, verdict: 'early' })]);
    expect(await sluice.find(id)).toMatchObject({ status: 'submitted' });
    expect(await sluice.processWebhook('process-webhook.settled')).toEqual([]);
    const failure = { code: 'AC04', message: 'The account is closed.' };
    expect(await sluice.find(id)).toMatchObject({ status: 'returned', failure });
    expect(counted('PaymentsSettled')).toHaveLength(1);
    expect(counted('PaymentsReturned')).toHaveLength(1);
  });

  test('acknowledges a delivery that comes again, also replayed weeks later under a new message id', async () => {
    const before = await sluice.find(id);
    expect(await sluice.processWebhook('process-webhook.settled')).toEqual([]);
    expect(await sluice.processWebhook('process-webhook.settled', replayed)).toEqual([]);
    expect(await sluice.find(id)).toEqual(before);
    expect(counted('DuplicateWebhooks')).toHaveLength(2);
    expect(counted('QuarantinedWebhooks')).toEqual([]);
  });

  test.each([
    ['forged', 'bad-signature'],
    ['stale', 'stale-timestamp'],
    ['without-signature', 'missing-headers'],
    ['unknown-type', 'unknown-type'],
  ])('quarantines a delivery that is %s, once, with its reason and number', async (name, reason) => {
    expect(await sluice.processWebhook(`process-webhook.${name}`)).toEqual([]);
    expect(await sluice.processWebhook(`process-webhook.${name}`)).toEqual([]);
    expect(quarantined()).toEqual([
      { values: [1], dimensions: { service: 'sluice' } },
      { values: [1], dimensions: { service: 'sluice', reason } },
    ]);
    expect(logs.lines('webhook quarantined')[0]).toMatchObject({
      level: 'WARN',
      reason,
      requestId: expect.any(String),
    });
    const { Items = [] } = await sluice.db.send(new ScanCommand({ TableName: 'EventsTable' }));
    expect(Items).toContainEqual(expect.objectContaining({ reason, body: expect.stringContaining('"type"') }));
  });

  test.each([
    ['settled', 'failed'],
    ['failed', 'settled'],
  ] as const)('calls a human once when the rail says %s of a payment that is %s', async (says, status) => {
    const payment = aPayment({ scope: aScope({ key: `says-${says}` }), status });
    await sluice.save(payment);
    const eventId = `evt_contradiction_${says}`;
    const event = deliveryOf(eventId, `payment.${says}`, { paymentId: payment.id });
    expect(await sluice.processWebhook('process-webhook.settled', event)).toEqual([]);
    expect(await sluice.processWebhook('process-webhook.settled', event)).toEqual([]);
    expect(await sluice.find(payment.id)).toMatchObject({ status });
    expect(unapplied()).toEqual(once);
    expect(logs.lines('rail event not applied')).toEqual([
      expect.objectContaining({ level: 'WARN', eventId, paymentId: payment.id, reason: 'refused' }),
    ]);
  });

  test.each([
    ['of a payment that never was', 'unknown-payment', deliveryOf('evt_2', 'payment.settled', { paymentId: 'pay_no' })],
    ['that is not understood', 'malformed-body', deliveryOf('evt_3', 'payment.settled', {})],
    ['of an unknown type', 'unknown-type', deliveryOf('evt_4', 'account.closed', {})],
    ['under another event’s id', 'event-id-reused', deliveryOf('evt_1', 'payment.failed', { paymentId: id })],
  ])('calls a human once for a genuine event %s, however often it is delivered', async (_, reason, event) => {
    expect(await sluice.processWebhook('process-webhook.settled', event)).toEqual([]);
    expect(await sluice.processWebhook('process-webhook.settled', event)).toEqual([]);
    expect(unapplied()).toEqual(once);
    expect(logs.lines('rail event not applied')).toEqual([
      expect.objectContaining({ level: 'WARN', reason, eventId: expect.stringMatching(/^evt_\d$/) }),
    ]);
    const { Items = [] } = await sluice.db.send(new ScanCommand({ TableName: 'EventsTable' }));
    const [row] = Items.filter((item) => item.reason === reason && item.requestId === 'request-of-the-rail');
    expect(row).not.toHaveProperty('expiresAt');
  });

  test.each(['forged', 'without-signature'])('calls nobody for one delivery that is %s', async (name) => {
    const fresh = ({ Records }: SQSEvent): SQSEvent => ({
      Records: Records.map((record) => ({ ...record, body: `${record.body} ` })),
    });
    expect(await sluice.processWebhook(`process-webhook.${name}`, fresh)).toEqual([]);
    expect(counted('QuarantinedWebhooks')).toHaveLength(2);
    expect(unapplied()).toEqual([]);
  });

  test('counts each of several forged deliveries in one batch', async () => {
    const several = ({ Records: [record] }: SQSEvent): SQSEvent => {
      if (!record) return { Records: [] };
      const Records = ['a', 'b', 'c'].map((name) => ({ ...record, messageId: name, body: `${record.body} ${name}` }));
      return { Records };
    };
    expect(await sluice.processWebhook('process-webhook.settled', several)).toEqual([]);
    const byReason = { values: [1], dimensions: { service: 'sluice', reason: 'bad-signature' } };
    expect(quarantined()).toEqual([
      { values: [1, 1, 1], dimensions: { service: 'sluice' } },
      byReason,
      byReason,
      byReason,
    ]);
  });
});

describe('the sandbox bank’s notifications', () => {
  test('are signed posts to the front door', async () => {
    expect(await sluice.sandboxRailNotify('sandbox-rail-notify.settled')).toEqual([]);
    expect(sluice.calls).toEqual([expect.objectContaining({ method: 'POST', path: '/v1/webhooks/rail' })]);
    expect(sluice.calls[0]?.headers).toMatchObject({
      'webhook-id': `evt_${id}_settled`,
      'webhook-timestamp': expect.stringMatching(/^\d{10}$/),
      'webhook-signature': expect.stringMatching(/^v1,/),
    });
  });

  test('are not posted for a silent payment', async () => {
    expect(await sluice.sandboxRailNotify('sandbox-rail-notify.silent')).toEqual([]);
    expect(sluice.calls).toEqual([]);
  });

  test('go back to the queue until the front door takes them', async () => {
    sluice.answer(() => ({ status: 500 }));
    expect(await sluice.sandboxRailNotify('sandbox-rail-notify.settled')).toHaveLength(1);
  });
});
