import { ListDeadLetterSourceQueuesCommand } from '@aws-sdk/client-sqs';
import { afterEach, expect, test } from '@jest/globals';
import { queueWithDlq, type Sqs, startSqs } from './start-sqs.ts';

let it: Sqs;
afterEach(() => it.stop());

const trace = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1';

test('a message is delivered maxReceiveCount times and moves on the next receive [D4]', async () => {
  it = await startSqs(queueWithDlq(2));
  await it.send('Queue');
  expect(await it.receive('Queue', { VisibilityTimeout: 0 })).toHaveLength(1);
  expect(await it.receive('Queue', { VisibilityTimeout: 0 })).toHaveLength(1);
  expect(await it.attributes('Dlq')).toMatchObject({ ApproximateNumberOfMessages: '0' });
  expect(await it.receive('Queue')).toEqual([]);
  expect(await it.attributes('Dlq')).toMatchObject({ ApproximateNumberOfMessages: '1' });
});

test('nothing moves while nobody receives [D4]', async () => {
  it = await startSqs(queueWithDlq(1));
  await it.send('Queue');
  await it.receive('Queue', { VisibilityTimeout: 0 });
  expect(await it.attributes('Queue')).toMatchObject({ ApproximateNumberOfMessages: '1' });
  expect(await it.attributes('Dlq')).toMatchObject({ ApproximateNumberOfMessages: '0' });
});

test('a dead letter keeps its id, time, attributes and trace, goes on counting, and tells where it came from [D4]', async () => {
  it = await startSqs(queueWithDlq(1));
  await it.send('Queue', {
    MessageAttributes: { kind: { DataType: 'String', StringValue: 'test' } },
    MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: trace } },
  });
  const [delivered] = await it.receive('Queue', { VisibilityTimeout: 0 });
  expect(delivered?.Attributes).not.toHaveProperty('DeadLetterQueueSourceArn');
  await it.receive('Queue');
  const [dead] = await it.receive('Dlq');
  expect(dead).toMatchObject({
    MessageId: delivered?.MessageId,
    MessageAttributes: delivered?.MessageAttributes,
    Attributes: {
      ApproximateReceiveCount: '2',
      AWSTraceHeader: trace,
      DeadLetterQueueSourceArn: it.arn('Queue'),
      SentTimestamp: delivered?.Attributes?.SentTimestamp,
    },
  });
});

test('a poll that meets an exhausted message goes on to the next one', async () => {
  it = await startSqs(queueWithDlq(1));
  await it.send('Queue', { MessageBody: 'exhausted' });
  await it.receive('Queue', { VisibilityTimeout: 0 });
  await it.send('Queue', { MessageBody: 'fresh' });
  const [message] = await it.receive('Queue', { MaxNumberOfMessages: 1, WaitTimeSeconds: 5 });
  expect(message?.Body).toBe('fresh');
});

test('a dead-letter queue lists its sources', async () => {
  it = await startSqs(queueWithDlq(1));
  const list = (queue: string) =>
    it.sqs.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: it.url(queue) })).then(({ queueUrls }) => queueUrls);
  expect(await list('Dlq')).toEqual([it.url('Queue')]);
  expect(await list('Queue')).toEqual([]);
});

test('retention counts from the first send, in the dead-letter queue too: the move does not reset it [D4]', async () => {
  let nowMs = Date.now();
  const queues = queueWithDlq(1, { MessageRetentionPeriod: 60 });
  it = await startSqs(
    { ...queues, Dlq: { Type: 'AWS::SQS::Queue', Properties: { MessageRetentionPeriod: 100 } } },
    { now: () => nowMs },
  );
  await it.send('Queue');
  await it.receive('Queue', { VisibilityTimeout: 0 });
  nowMs += 50_000;
  await it.receive('Queue');
  nowMs += 40_000;
  expect(await it.attributes('Dlq')).toMatchObject({ ApproximateNumberOfMessages: '1' });
  nowMs += 20_000;
  expect(await it.attributes('Dlq')).toMatchObject({ ApproximateNumberOfMessages: '0' });
  expect(await it.receive('Dlq')).toEqual([]);
});

test('a message is gone after the retention period, also when it is delayed or in flight [D4]', async () => {
  let nowMs = Date.now();
  const Properties = { MessageRetentionPeriod: 60 };
  it = await startSqs({ Queue: { Type: 'AWS::SQS::Queue', Properties } }, { now: () => nowMs });
  await it.send('Queue', { MessageBody: 'in flight' });
  await it.receive('Queue');
  await it.send('Queue', { MessageBody: 'visible' });
  await it.send('Queue', { MessageBody: 'delayed', DelaySeconds: 900 });
  nowMs += 61_000;
  expect(await it.attributes('Queue')).toMatchObject({
    ApproximateNumberOfMessages: '0',
    ApproximateNumberOfMessagesDelayed: '0',
    ApproximateNumberOfMessagesNotVisible: '0',
  });
});
