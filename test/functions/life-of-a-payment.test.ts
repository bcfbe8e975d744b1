import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import type { HttpEvent } from '#shared/lambda/http-event.ts';
import { aPayment, aRequest, aScope } from '../support/a-payment.ts';
import { captureLogs } from '../support/captured-logs.ts';
import { eventually } from '../support/eventually.ts';
import { sandboxScenarios } from '../support/sandbox-scenarios.ts';
import type { Reply } from '../support/serve.ts';
import { type Call, startConsumers } from './wired-consumers.ts';

captureLogs();
let sluice: Awaited<ReturnType<typeof startConsumers>>;
let pumping: Promise<void>;
let isOver = false;
beforeAll(async () => {
  sluice = await startConsumers();
  sluice.answer((call) => (call.path.startsWith('/payments') ? sandbox(call) : frontDoor(call)));
  pumping = pumpRailQueue();
});
afterAll(async () => {
  isOver = true;
  await pumping;
  await sluice?.stop();
});

/** The sandbox bank's routes, with nothing but its function behind them. */
async function sandbox({ method, path, headers, body }: Call): Promise<Reply> {
  const name = method === 'POST' ? 'sandbox-rail.order' : 'sandbox-rail.question';
  const { status, json } = await sluice.sandboxRail(name, (event: HttpEvent) => ({
    ...event,
    headers: Object.fromEntries(Object.entries(headers).map(([header, value]) => [header, String(value)])),
    body,
    pathParameters: { paymentId: path.split('/').at(-1) },
  }));
  return { status, body: json };
}

/** The webhook route: the body and the headers become a message, and that an event. */
async function frontDoor({ headers, body }: Call): Promise<Reply> {
  const given = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(
    (name) => [name, String(headers[name])] as const,
  );
  const attributes = [...given, ['receivedAt', String(Date.now())] as const];
  const messageAttributes = Object.fromEntries(
    attributes.map(([name, stringValue]) => [name, { stringValue, dataType: 'String' as const }]),
  );
  const failed = await sluice.processWebhook('process-webhook.settled', recordOf({ body, messageAttributes }));
  return { status: failed.length === 0 ? 202 : 500 };
}

const recordOf =
  (over: Partial<SQSRecord>) =>
  ({ Records }: SQSEvent): SQSEvent => ({
    Records: Records.map((record) => ({ ...record, ...over })),
  });

/** What the event source mapping does: hands messages to the function, deletes what it did not send back. */
async function pumpRailQueue(): Promise<void> {
  const { client } = sluice.payments;
  const QueueUrl = sluice.rail.queueUrl;
  while (!isOver) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1, VisibilityTimeout: 2 }),
    );
    for (const { Body: body = '', ReceiptHandle } of Messages) {
      const failed = await sluice.sandboxRailNotify('sandbox-rail-notify.settled', recordOf({ body }));
      if (failed.length === 0) await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}

describe('through all functions and the sandbox bank', () => {
  // One after the other, as a Lambda environment works: its batch processor would give one batch's failures to another's.
  test.each(sandboxScenarios)('a payment of reference "$reference" ends $ends', async ({ reference, ends }) => {
    const sentBack = reference === 'sandbox:flaky' ? 1 : 0;
    const payment = aPayment({ scope: aScope({ key: reference }), atMs: Date.now(), ...aRequest({ reference }) });
    await sluice.save(payment);
    const body = JSON.stringify({ paymentId: payment.id, requestId: 'request-1' });
    expect(await sluice.submitPayment('submit-payment.accepted', recordOf({ body }))).toHaveLength(sentBack);
    await eventually(`${reference} to end ${ends}`, async () => {
      if (reference === 'sandbox:silent') await sluice.reconcilePayments('reconcile-payments.tick');
      return (await sluice.find(payment.id))?.status === ends;
    });
    expect(await sluice.find(payment.id)).toMatchObject({ early: [] });
    expect(await sluice.find(payment.id)).not.toHaveProperty('dueAt');
  });
});
