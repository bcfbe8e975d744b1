import { request } from 'node:http';
import { ChangeMessageVisibilityCommand, DeleteMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { eventually } from '../../support/eventually.ts';
import { type Sqs, startSqs } from './start-sqs.ts';

let it: Sqs;
beforeEach(async () => {
  it = await startSqs();
});
afterEach(() => it.stop());

test('a received message is hidden until its visibility timeout runs out, with a receipt handle of its own each time [D1]', async () => {
  await it.send('Queue');
  const [first] = await it.receive('Queue', { VisibilityTimeout: 1 });
  expect(await it.receive('Queue')).toEqual([]);
  const [second] = await it.receive('Queue', { WaitTimeSeconds: 5 });
  expect(second?.MessageId).toBe(first?.MessageId);
  expect(second?.ReceiptHandle).not.toBe(first?.ReceiptHandle);
  expect(second?.Attributes?.ApproximateReceiveCount).toBe('2');
  expect(second?.Attributes?.ApproximateFirstReceiveTimestamp).toBe(
    first?.Attributes?.ApproximateFirstReceiveTimestamp,
  );
});

test('a visibility timeout of 0 gives a message back at once', async () => {
  await it.send('Queue');
  const [first] = await it.receive('Queue');
  const QueueUrl = it.url('Queue');
  await it.sqs.send(
    new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: first?.ReceiptHandle, VisibilityTimeout: 0 }),
  );
  expect(await it.receive('Queue')).toHaveLength(1);
});

test('a deleted message does not come again', async () => {
  await it.send('Queue');
  const [message] = await it.receive('Queue', { VisibilityTimeout: 1 });
  await it.sqs.send(new DeleteMessageCommand({ QueueUrl: it.url('Queue'), ReceiptHandle: message?.ReceiptHandle }));
  expect(await it.attributes('Queue')).toMatchObject({
    ApproximateNumberOfMessages: '0',
    ApproximateNumberOfMessagesNotVisible: '0',
  });
});

test('counts are right without anybody receiving', async () => {
  await it.send('Queue');
  await it.receive('Queue', { VisibilityTimeout: 1 });
  expect(await it.attributes('Queue')).toMatchObject({ ApproximateNumberOfMessagesNotVisible: '1' });
  await eventually('the message is visible again', async () => {
    const { ApproximateNumberOfMessages: visible } = await it.attributes('Queue');
    return visible === '1';
  });
});

test('a long poll ends as soon as a message comes', async () => {
  const started = Date.now();
  const waiting = it.receive('Queue', { WaitTimeSeconds: 20 });
  await it.send('Queue');
  expect(await waiting).toHaveLength(1);
  expect(Date.now() - started).toBeLessThan(10_000);
});

test('a long poll whose caller went away takes no message', async () => {
  const headers = { 'x-amz-target': 'AmazonSQS.ReceiveMessage', 'content-type': 'application/x-amz-json-1.0' };
  const poll = request(it.api.url, { method: 'POST', headers });
  poll.on('error', () => undefined);
  poll.end(JSON.stringify({ QueueUrl: it.url('Queue'), WaitTimeSeconds: 20 }));
  await new Promise((resolve) => poll.once('finish', resolve));
  // A call on another connection that is answered after the poll was taken up.
  await it.attributes('Queue');
  poll.destroy();
  await new Promise((resolve) => poll.once('close', resolve));
  await it.attributes('Queue');
  await it.send('Queue');
  const [message] = await it.receive('Queue', { WaitTimeSeconds: 5 });
  expect(message?.Attributes?.ApproximateReceiveCount).toBe('1');
});

test('two long polls share what comes: no message goes to both', async () => {
  const waiting = [1, 2].map(() => it.receive('Queue', { WaitTimeSeconds: 2, MaxNumberOfMessages: 1 }));
  await it.send('Queue');
  expect((await Promise.all(waiting)).flat()).toHaveLength(1);
});

test('stopping ends a long poll that waits', async () => {
  const other = await startSqs();
  const waiting = other.receive('Queue', { WaitTimeSeconds: 20 }).catch(() => 'ended');
  await other.stop();
  expect(await waiting).toBe('ended');
});
