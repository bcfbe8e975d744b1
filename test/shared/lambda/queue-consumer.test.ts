import { setImmediate } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { SQSEvent } from 'aws-lambda';
import { RetryLater } from '#shared/domain/errors.ts';
import { logger } from '#shared/lambda/logger.ts';
import { queueConsumer } from '#shared/lambda/queue-consumer.ts';
import { captureLogs } from '../../support/captured-logs.ts';
import { lambdaContext } from '../../support/lambda-context.ts';

const logs = captureLogs();
beforeEach(() => logs.clear());

interface Message {
  requestId: string;
  fails?: 'defect' | 'later';
}

const event = (...bodies: unknown[]): SQSEvent => ({
  Records: bodies.map((body, index) => ({
    messageId: `message-${index}`,
    receiptHandle: 'handle',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: {
      ApproximateReceiveCount: '2',
      SentTimestamp: '1',
      SenderId: 'x',
      ApproximateFirstReceiveTimestamp: '1',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-central-1:111122223333:sluice-dev-payments',
    awsRegion: 'eu-central-1',
  })),
});

const consumer = queueConsumer<Message>({
  read: ({ body }) => JSON.parse(body),
  handle: async ({ fails }) => {
    await setImmediate();
    logger.info('deep inside');
    if (fails === 'later') throw new RetryLater('the rail is away');
    if (fails === 'defect') throw new TypeError('oops');
  },
});
const run = (...bodies: unknown[]) => consumer(event(...bodies), lambdaContext());
/** Which records go back to the queue; their order means nothing. */
const consume = async (...bodies: unknown[]) =>
  (await run(...bodies)).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).sort();

describe('a queue consumer', () => {
  test('gives back to the queue the records that failed and no others [D3]', async () => {
    const answer = await consume({ requestId: 'a' }, { requestId: 'b', fails: 'later' }, 'no JSON', { requestId: 'd' });
    expect(answer).toEqual(['message-1', 'message-2']);
  });

  test('reports nothing when all is done [D3]', async () => {
    expect(await run({ requestId: 'a' })).toEqual({ batchItemFailures: [] });
  });

  test('reports each record when all fail, and does not throw [D3]', async () => {
    expect(await consume({ requestId: 'a', fails: 'defect' }, 'no JSON')).toEqual(['message-0', 'message-1']);
  });

  test('carries nothing from one invocation into the next', async () => {
    await consume({ requestId: 'a', fails: 'later' });
    expect(await consume({ requestId: 'b' })).toEqual([]);
  });

  test('has each record’s own request id in its log lines, though records run side by side', async () => {
    await consume({ requestId: 'a' }, { requestId: 'b' });
    const inside = logs.lines('deep inside');
    expect(inside.map(({ requestId, messageId, receiveCount }) => [requestId, messageId, receiveCount])).toEqual([
      ['a', 'message-0', 2],
      ['b', 'message-1', 2],
    ]);
    expect(logs.lines('work done').map(({ requestId }) => requestId)).toEqual(['a', 'b']);
  });

  test('tells a defect from what only has to wait', async () => {
    await consume({ requestId: 'a', fails: 'later' }, { requestId: 'b', fails: 'defect' }, 'no JSON');
    expect(logs.lines('work put off')).toEqual([expect.objectContaining({ level: 'WARN', requestId: 'a' })]);
    const defects = logs.lines('work failed');
    expect(defects.map(({ level, messageId }) => [level, messageId])).toEqual(
      expect.arrayContaining([
        ['ERROR', 'message-1'],
        ['ERROR', 'message-2'],
      ]),
    );
  });
});
