import {
  CancelMessageMoveTaskCommand,
  ListMessageMoveTasksCommand,
  type ListMessageMoveTasksResultEntry,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { eventually } from '../../support/eventually.ts';
import { roleAllowing } from '../aws-api/serve-stack.ts';
import { queueWithDlq, type Sqs, startSqs } from './start-sqs.ts';

let it: Sqs;
beforeEach(async () => {
  const dlqArn = { 'Fn::GetAtt': ['Dlq', 'Arn'] };
  it = await startSqs({
    ...queueWithDlq(1, { VisibilityTimeout: 0 }),
    Other: { Type: 'AWS::SQS::Queue' },
    Starter: roleAllowing({ Action: 'sqs:StartMessageMoveTask', Resource: dlqArn }),
  });
});
afterEach(() => it.stop());

async function bury(...bodies: string[]): Promise<(string | undefined)[]> {
  const sent = await Promise.all(bodies.map((MessageBody) => it.send('Queue', { MessageBody })));
  await it.receive('Queue');
  await it.receive('Queue');
  return sent.map(({ MessageId }) => MessageId);
}

function start(options: { source?: string; destination?: string; perSecond?: number } = {}) {
  return it.sqs.send(
    new StartMessageMoveTaskCommand({
      SourceArn: it.arn(options.source ?? 'Dlq'),
      ...(options.destination && { DestinationArn: it.arn(options.destination) }),
      ...(options.perSecond && { MaxNumberOfMessagesPerSecond: options.perSecond }),
    }),
  );
}

async function lastTask(): Promise<ListMessageMoveTasksResultEntry | undefined> {
  const { Results } = await it.sqs.send(new ListMessageMoveTasksCommand({ SourceArn: it.arn('Dlq') }));
  return Results?.[0];
}

const ended = () =>
  eventually('the task ends', async () => {
    const task = await lastTask();
    return task?.Status !== 'RUNNING' && task?.Status !== 'CANCELLING' && task;
  });

test('a redriven message has a new messageId, a new time and a fresh receive count [D5]', async () => {
  const [id] = await bury('again');
  const [dead] = await it.receive('Dlq', { VisibilityTimeout: 0 });
  await start();
  expect(await ended()).toMatchObject({
    Status: 'COMPLETED',
    ApproximateNumberOfMessagesMoved: 1,
    ApproximateNumberOfMessagesToMove: 1,
    SourceArn: it.arn('Dlq'),
  });
  const [redriven] = await it.receive('Queue');
  expect(redriven).toMatchObject({ Body: 'again', Attributes: { ApproximateReceiveCount: '1' } });
  expect(redriven?.MessageId).not.toBe(id);
  expect(redriven?.Attributes).not.toHaveProperty('DeadLetterQueueSourceArn');
  expect(Number(redriven?.Attributes?.SentTimestamp)).toBeGreaterThan(Number(dead?.Attributes?.SentTimestamp));
});

test('a destination takes the messages in place of their source [D5]', async () => {
  await bury('one', 'two');
  await start({ destination: 'Other' });
  expect(await ended()).toMatchObject({ Status: 'COMPLETED', DestinationArn: it.arn('Other') });
  expect((await it.receive('Other')).map(({ Body }) => Body).sort()).toEqual(['one', 'two']);
});

test('only a dead-letter queue can be a source [D5]', async () => {
  await expect(start({ source: 'Other' })).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message: 'Source queue must be configured as a Dead Letter Queue.',
  });
});

test('a queue that does not exist is a ResourceNotFoundException [D5]', async () => {
  const SourceArn = `${it.arn('Dlq')}-none`;
  await expect(it.sqs.send(new StartMessageMoveTaskCommand({ SourceArn }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('the rate is kept, one task at a time may run, and a cancelled one leaves moved what it moved [D5]', async () => {
  await bury('a', 'b', 'c', 'd', 'e');
  const started = Date.now();
  const { TaskHandle } = await start({ perSecond: 4, destination: 'Other' });
  await expect(start()).rejects.toThrow('Only one active task is allowed for a source queue arn at a given time.');
  await eventually('two are moved', async () => ((await lastTask())?.ApproximateNumberOfMessagesMoved ?? 0) >= 2);
  expect(Date.now() - started).toBeGreaterThanOrEqual(450);
  await it.sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
  const task = await ended();
  expect(task.Status).toBe('CANCELLED');
  const left = Number((await it.attributes('Dlq')).ApproximateNumberOfMessages);
  const moved = Number((await it.attributes('Other')).ApproximateNumberOfMessages);
  expect(moved).toBe(task.ApproximateNumberOfMessagesMoved);
  expect(left + moved).toBe(5);
  expect(left).toBeGreaterThan(0);
});

test('a task that ended cannot be cancelled [D5]', async () => {
  const { TaskHandle } = await start();
  await ended();
  await expect(it.sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('a message that was sent to the dead-letter queue directly can only go to a named destination [D5]', async () => {
  await it.send('Dlq', { MessageBody: 'direct' });
  await start();
  expect(await ended()).toMatchObject({ Status: 'FAILED', FailureReason: 'CouldNotDetermineMessageSource' });
  await start({ destination: 'Other' });
  expect(await ended()).toMatchObject({ Status: 'COMPLETED' });
  expect(await it.receive('Other')).toHaveLength(1);
});

test('a rate over 500 is refused [D5]', async () => {
  await expect(start({ perSecond: 501 })).rejects.toMatchObject({ name: 'InvalidParameterValue' });
});

test('starting one takes the rights to receive and to delete as well [D5]', async () => {
  const starter = new SQSClient(it.client(it.resource('Starter').arn));
  const command = new StartMessageMoveTaskCommand({ SourceArn: it.arn('Dlq') });
  await expect(starter.send(command)).rejects.toThrow('sqs:ReceiveMessage');
  starter.destroy();
});
