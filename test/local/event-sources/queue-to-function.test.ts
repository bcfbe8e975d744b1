import { afterEach, expect, test } from '@jest/globals';
import { type EventSources, startEventSources } from '../../../local/event-sources/start-event-sources.ts';
import { functionArn, type Running, resource, runFunctions, stackOf } from '../lambda/running-functions.ts';
import { engineQueues, queueResource } from './engine-queue.ts';
import { until } from './fakes.ts';

const stops: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** The engine's queue `jobs`, with its dead-letter queue, feeding a real function. */
async function start(code: string, queueProperties: Record<string, unknown> = {}, functionProperties = {}) {
  const queues = [
    queueResource('dead'),
    queueResource('jobs', {
      VisibilityTimeout: 1,
      RedrivePolicy: { deadLetterTargetArn: queueResource('dead').arn, maxReceiveCount: 2 },
      ...queueProperties,
    }),
  ];
  const engine = await engineQueues(queues);
  const running: Running = await runFunctions({ work: { code, properties: { Timeout: 1, ...functionProperties } } });
  const sources: EventSources = startEventSources({
    stack: stackOf(
      [
        ...queues,
        resource('AWS::Lambda::EventSourceMapping', 'Mapping', {
          EventSourceArn: queueResource('jobs').arn,
          FunctionName: functionArn('work'),
          FunctionResponseTypes: ['ReportBatchItemFailures'],
        }),
      ],
      '/nowhere',
    ),
    functions: running.functions,
    queues: () => engine.port,
    faults: running.faults,
    observe: { log() {}, metric() {}, access() {}, notice() {} },
  });
  stops.push(sources.stop, running.stop, engine.stop);
  return { engine, running };
}

const printed = (running: Running) => running.logs.filter(({ text }) => text.includes('GOT')).map(({ text }) => text);

test('a sent message reaches the handler with its attributes and is deleted [D1]', async () => {
  const { engine, running } = await start(
    'export const handler = async (event) => { console.log("GOT", JSON.stringify(event.Records[0])); };',
  );
  await engine.send('jobs', 'hello', { MessageAttributes: { requestId: { DataType: 'String', StringValue: 'r-1' } } });
  const [line = ''] = await until(
    () => printed(running),
    (lines) => lines.length > 0,
  );
  expect(JSON.parse(line.slice(line.indexOf('{')))).toEqual({
    messageId: expect.any(String),
    receiptHandle: expect.any(String),
    body: 'hello',
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: expect.stringMatching(/^\d{13}$/),
      SenderId: expect.any(String),
      ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
    },
    messageAttributes: {
      requestId: { stringValue: 'r-1', stringListValues: [], binaryListValues: [], dataType: 'String' },
    },
    md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
    md5OfBody: '5d41402abc4b2a76b9719d911017c592',
    eventSource: 'aws:sqs',
    eventSourceARN: queueResource('jobs').arn,
    awsRegion: 'eu-central-1',
  });
  await eventually(() => engine.attribute('jobs', 'ApproximateNumberOfMessagesNotVisible'), '0');
});

test('a poison message ends in the dead-letter queue after maxReceiveCount deliveries, the others are done [D3, D4]', async () => {
  const { engine, running } = await start(`export const handler = async ({ Records }) => {
    for (const { body } of Records) console.log('GOT', body);
    return { batchItemFailures: Records.filter(({ body }) => body === 'poison').map((r) => ({ itemIdentifier: r.messageId })) };
  };`);
  await engine.send('jobs', 'poison');
  await engine.send('jobs', 'good');
  await eventually(() => engine.attribute('dead', 'ApproximateNumberOfMessages'), '1');
  const bodies = printed(running).map((text) => text.split('GOT ')[1]);
  expect(bodies.filter((body) => body === 'poison')).toHaveLength(2);
  expect(bodies.filter((body) => body === 'good')).toHaveLength(1);
});

test('throttling alone can push a good message to the dead-letter queue [D3]', async () => {
  const { engine } = await start('export const handler = async () => {};', {}, { ReservedConcurrentExecutions: 0 });
  await engine.send('jobs', 'good');
  await eventually(() => engine.attribute('dead', 'ApproximateNumberOfMessages'), '1');
});

async function eventually<T>(read: () => Promise<T>, wanted: T): Promise<void> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const value = await read();
    if (value === wanted) return;
    if (Date.now() > deadline) throw new Error(`${value} instead of ${wanted}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
