import { GetQueueAttributesCommand, SendMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { freshKey, paymentRequest } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { physicalId, type RunningSluice, runSluice } from '../support/run-sluice.ts';

let sluice: RunningSluice;
beforeAll(async () => {
  sluice = await runSluice();
  // The template's visibility timeout is minutes long; an operator may shorten it, and so does this test.
  for (const queue of ['PaymentsQueue', 'WebhooksQueue']) {
    await sluice.sqs.send(
      new SetQueueAttributesCommand({
        QueueUrl: physicalId(sluice.twin, queue),
        Attributes: { VisibilityTimeout: '1' },
      }),
    );
  }
});
afterAll(() => sluice?.stop());

describe('a message that nobody can process', () => {
  test.each([
    ['not JSON', 'this is not JSON'],
    ['JSON of another shape', '{"hello":"world"}'],
    ['of a payment that never was', '{"paymentId":"pay_01ARZ3NDEKTSV4RRFFQ69G5FAV","requestId":"none"}'],
  ])(
    '%s ends in the dead-letter queue, and the others go on',
    async (_, MessageBody) => {
      const before = await depth('PaymentsDlq');
      await sluice.sqs.send(
        new SendMessageCommand({ QueueUrl: physicalId(sluice.twin, 'PaymentsQueue'), MessageBody }),
      );
      const created = await Promise.all(
        Array.from({ length: 5 }, () =>
          sluice.acme('POST', '/v1/payments', { key: freshKey(), body: paymentRequest() }),
        ),
      );
      for (const { json } of created) {
        await eventually('the good payments to settle', async () => {
          const answer = await sluice.acme('GET', `/v1/payments/${json.id}`);
          return answer.json.status === 'settled';
        });
      }
      await eventually('the bad message to be dead', async () => (await depth('PaymentsDlq')) === before + 1, {
        deadlineMs: 60_000,
      });
      expect(await depth('PaymentsQueue')).toBe(0);
    },
    90_000,
  );
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
