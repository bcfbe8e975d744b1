import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChangeMessageVisibilityCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { runAndWait } from '../aws-api/run-and-wait.ts';
import { queueWithDlq, startSqs } from './start-sqs.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'queues-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

test('what SQS answered is there after a kill -9: waiting, in flight and dead, each with its attributes', async () => {
  const died = await runAndWait(join(import.meta.dirname, 'send-and-die.ts'), [dataDir]);
  expect(died).toMatchObject({ signal: 'SIGKILL' });

  const it = await startSqs(queueWithDlq(1), { dataDir });
  expect(await it.attributes('Queue')).toMatchObject({
    ApproximateNumberOfMessages: '1',
    ApproximateNumberOfMessagesNotVisible: '1',
  });
  expect(await it.receive('Queue')).toMatchObject([
    { Body: 'waiting', MessageAttributes: { a: { StringValue: 'b' } }, Attributes: { ApproximateReceiveCount: '1' } },
  ]);
  expect(await it.receive('Dlq')).toMatchObject([
    {
      Body: 'dead letter',
      Attributes: { ApproximateReceiveCount: '2', DeadLetterQueueSourceArn: it.arn('Queue') },
    },
  ]);
  await it.stop();
});

test("a restart keeps messages and takes the template's new attributes and address", async () => {
  const first = await startSqs(queueWithDlq(1), { dataDir });
  await first.send('Queue');
  await first.stop();

  const second = await startSqs(queueWithDlq(3, { VisibilityTimeout: 77 }), { dataDir });
  expect(await second.attributes('Queue')).toMatchObject({
    ApproximateNumberOfMessages: '1',
    VisibilityTimeout: '77',
    RedrivePolicy: expect.stringContaining('"maxReceiveCount":3'),
  });
  await second.receive('Queue');
  await second.stop();
});

test('without a data folder nothing is kept', async () => {
  const first = await startSqs();
  await first.send('Queue');
  await first.stop();
  const second = await startSqs();
  expect(await second.receive('Queue')).toEqual([]);
  await second.stop();
});

test('a message that is put back at once is there again, with and without a data folder', async () => {
  for (const options of [{ dataDir }, {}]) {
    const it = await startSqs(queueWithDlq(3), options);
    await it.send('Queue');
    const [received] = await it.receive('Queue');
    await it.sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: it.url('Queue'),
        ReceiptHandle: received?.ReceiptHandle,
        VisibilityTimeout: 0,
      }),
    );
    expect(await it.receive('Queue')).toMatchObject([{ Attributes: { ApproximateReceiveCount: '2' } }]);
    await it.stop();
  }
});
