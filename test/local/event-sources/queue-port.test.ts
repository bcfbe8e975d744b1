import { afterEach, describe, expect, test } from '@jest/globals';
import { type QueuePort, queuePort } from '../../../local/event-sources/queue-port.ts';
import { engineQueues, queueResource } from './engine-queue.ts';
import { fakeQueue } from './fakes.ts';

interface Subject {
  port: QueuePort;
  send(body: string): unknown;
  stop(): unknown;
}

const queueUrl = queueResource('jobs').physicalId;
let subject: Subject | undefined;
afterEach(async () => {
  await subject?.stop();
});

const subjects: Array<[string, () => Promise<Subject>]> = [
  [
    'the fake',
    async () => {
      const queue = fakeQueue(1000);
      return { port: queue.port, send: (body) => queue.send(body), stop: () => {} };
    },
  ],
  [
    'the engine',
    async () => {
      const engine = await engineQueues([queueResource('jobs', { VisibilityTimeout: 1 })]);
      return { port: engine.port, send: (body) => engine.send('jobs', body), stop: engine.stop };
    },
  ],
];

describe.each(subjects)('%s', (_, open) => {
  const receive = (port: QueuePort, waitSeconds: number, signal = new AbortController().signal) =>
    port.receive({ queueUrl, maxMessages: 10, waitSeconds, visibilitySeconds: undefined, signal });

  test('gives what was sent, once', async () => {
    subject = await open();
    await subject.send('hello');
    expect(await receive(subject.port, 1)).toEqual([
      expect.objectContaining({ Body: 'hello', Attributes: expect.objectContaining({ ApproximateReceiveCount: '1' }) }),
    ]);
    expect(await receive(subject.port, 0)).toEqual([]);
  });

  test('a long poll ends with the first message', async () => {
    subject = await open();
    const received = receive(subject.port, 20);
    await subject.send('late');
    expect(await received).toHaveLength(1);
  });

  test('a long poll that is aborted ends at once, with nothing', async () => {
    subject = await open();
    const stopper = new AbortController();
    const received = receive(subject.port, 20, stopper.signal);
    const abortedAt = Date.now();
    stopper.abort();
    expect(await received).toEqual([]);
    expect(Date.now() - abortedAt).toBeLessThan(1000);
  });

  test('what is deleted does not come again; what is not does, with a higher count', async () => {
    subject = await open();
    await subject.send('a');
    await subject.send('b');
    const [first] = await receive(subject.port, 1);
    if (first === undefined) throw new Error('nothing came');
    await subject.port.delete(queueUrl, [first]);
    const bodies = [first.Body];
    const deadline = Date.now() + 5000;
    let again = await receive(subject.port, 2);
    while (again.every(({ Attributes }) => Attributes?.ApproximateReceiveCount === '1') && Date.now() < deadline) {
      bodies.push(...again.map(({ Body }) => Body));
      again = await receive(subject.port, 2);
    }
    expect(again).toEqual([
      expect.objectContaining({ Body: 'b', Attributes: expect.objectContaining({ ApproximateReceiveCount: '2' }) }),
    ]);
  });
});

test('more than ten messages are deleted in several calls', async () => {
  const sizes: number[] = [];
  const port = queuePort(async (roleArn, service, operation, input) => {
    expect([roleArn, service, operation]).toEqual(['role', 'sqs', 'DeleteMessageBatch']);
    sizes.push((input.Entries as unknown[]).length);
  }, 'role');
  await port.delete(
    queueUrl,
    Array.from({ length: 23 }, (_, i) => ({ MessageId: `${i}`, ReceiptHandle: `${i}`, Body: '', MD5OfBody: '' })),
  );
  expect(sizes).toEqual([10, 10, 3]);
});
