import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { freshKey, paymentRequest } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { bootTimeoutMs, physicalId, type RunningSluice, runSluice } from '../support/run-sluice.ts';

let sluice: RunningSluice;
beforeAll(async () => {
  sluice = await runSluice();
  // The template's visibility timeout is minutes long; an operator may shorten it, and so does this test.
  for (const queue of ['PaymentsQueue', 'WebhooksQueue']) {
    await sluice.sqs.send(
      new SetQueueAttributesCommand({
        QueueUrl: physicalId(sluice.twin, queue),
        Attributes: { VisibilityTimeout: '5' },
      }),
    );
  }
}, bootTimeoutMs);
afterAll(() => sluice?.stop());

const poisons = [
  'this is not JSON',
  '{"hello":"world"}',
  '{"paymentId":"pay_01ARZ3NDEKTSV4RRFFQ69G5FAV","requestId":"none"}',
];

describe('messages that nobody can process', () => {
  test('end in the dead-letter queue, and the others go on', async () => {
    const queue = physicalId(sluice.twin, 'PaymentsQueue');
    await Promise.all(
      poisons.map((MessageBody) => sluice.sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody }))),
    );
    const created = await Promise.all(
      Array.from({ length: 5 }, () => sluice.acme('POST', '/v1/payments', { key: freshKey(), body: paymentRequest() })),
    );
    for (const { json } of created) {
      await eventually('the good payments to settle', async () => {
        const answer = await sluice.acme('GET', `/v1/payments/${json.id}`);
        return answer.json.status === 'settled';
      });
    }
    const dead = new Set<string>();
    await eventually(
      'the bad messages to be dead',
      async () => {
        const { Messages = [] } = await sluice.sqs.send(
          new ReceiveMessageCommand({ QueueUrl: physicalId(sluice.twin, 'PaymentsDlq'), MaxNumberOfMessages: 10 }),
        );
        for (const { Body = '' } of Messages) dead.add(Body);
        return poisons.every((body) => dead.has(body));
      },
      { deadlineMs: 90_000, everyMs: 200 },
    );
    await eventually('the queue to be empty', async () => (await depth('PaymentsQueue')) === 0);
  }, 150_000);
});

async function depth(queue: string): Promise<number> {
  const { Attributes = {} } = await sluice.sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: physicalId(sluice.twin, queue),
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return Number(Attributes.ApproximateNumberOfMessages) + Number(Attributes.ApproximateNumberOfMessagesNotVisible);
}
