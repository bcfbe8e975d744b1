import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type DeadLetterQueue, deadLetterQueue, deadLetterQueues } from '../../ops/actions/dead-letter-queue.ts';
import { inspectDeadLetters } from '../../ops/actions/inspect-dead-letters.ts';
import { listDeadLetters } from '../../ops/actions/list-dead-letters.ts';
import { type ReplayOptions, replayDeadLetters } from '../../ops/actions/replay-dead-letters.ts';
import { type Deployment, startDeployment } from './start-deployment.ts';

let it: Deployment;
let payments: DeadLetterQueue;
beforeEach(async () => {
  it = await startDeployment();
  payments = deadLetterQueue(it.target, 'payments');
});
afterEach(() => it.stop());

const letters = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    MessageBody: JSON.stringify({ paymentId: `pay_${n}`, requestId: `r${n}` }),
  }));
const text = (StringValue: string) => ({ DataType: 'String', StringValue });
const numbers = (messages: { Body?: string }[]) =>
  messages.map(({ Body = '{}' }) => Number(JSON.parse(Body).paymentId.slice(4))).sort((a, b) => a - b);
const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);
const replay = (options: ReplayOptions, progress = (_moved: number, _of: number) => {}) =>
  replayDeadLetters(it.target.sqs, payments, options, progress);

test('a dead-letter queue is called by its short name or by its whole one', () => {
  expect(deadLetterQueue(it.target, 'sluice-test-payments-dlq')).toEqual(payments);
  expect(() => deadLetterQueue(it.target, 'other')).toThrow(
    'There is no dead-letter queue "other". There are: payments, webhooks.',
  );
  expect(() => deadLetterQueue(it.target, undefined)).toThrow('Which queue? One of: payments, webhooks.');
});

test('each dead-letter queue is listed with where its messages died, how many there are and since when', async () => {
  const before = Date.now();
  await it.send('PaymentsDlq', letters(3));
  const [first, second] = await listDeadLetters(it.target.sqs, deadLetterQueues(it.target));
  expect(first).toMatchObject({ queue: 'payments', sources: ['sluice-test-payments'], messages: 3, inFlight: 0 });
  expect(Date.parse(first?.oldestSentAt ?? '')).toBeGreaterThanOrEqual(before);
  expect(second).toEqual({ queue: 'webhooks', sources: ['sluice-test-webhooks'], messages: 0, inFlight: 0 });
  expect(await it.depth('PaymentsDlq')).toEqual([3, 0]);
});

describe('a look at dead letters', () => {
  test('shows as many as asked for, and leaves all of them for the next one', async () => {
    await it.send('PaymentsDlq', letters(25));
    expect(await inspectDeadLetters(it.target.sqs, payments, 12)).toHaveLength(12);
    expect(await inspectDeadLetters(it.target.sqs, payments, 100)).toHaveLength(25);
    expect(await it.depth('PaymentsDlq')).toEqual([25, 0]);
    expect(numbers(await it.receive('PaymentsDlq'))).toEqual(upTo(25));
  });

  test('shows what each is and which request it belongs to', async () => {
    await it.send('PaymentsDlq', letters(1));
    await it.send('WebhooksDlq', [
      { MessageBody: 'not JSON', MessageAttributes: { requestId: text('r9'), 'webhook-id': text('evt_1') } },
    ]);
    expect(await inspectDeadLetters(it.target.sqs, payments, 10)).toMatchObject([
      { receives: 1, requestId: 'r0', attributes: {}, body: { paymentId: 'pay_0', requestId: 'r0' } },
    ]);
    const webhooks = deadLetterQueue(it.target, 'webhooks');
    expect(await inspectDeadLetters(it.target.sqs, webhooks, 10)).toMatchObject([
      { requestId: 'r9', attributes: { 'webhook-id': 'evt_1' }, body: 'not JSON' },
    ]);
  });

  test('shows no account number in full and no signature', async () => {
    const creditor = { iban: 'DE89370400440532013000' };
    await it.send('WebhooksDlq', [
      { MessageBody: JSON.stringify({ creditor }), MessageAttributes: { 'webhook-signature': text('v1,c2VjcmV0') } },
      { MessageBody: 'to GB33 BUKB 2020 1555 5555 55, today' },
    ]);
    const seen = await inspectDeadLetters(it.target.sqs, deadLetterQueue(it.target, 'webhooks'), 10);
    expect(seen.map(({ body }) => body)).toEqual(
      expect.arrayContaining([{ creditor: { iban: 'DE89…3000' } }, 'to GB33…55 55, today']),
    );
    expect(JSON.stringify(seen)).not.toContain('c2VjcmV0');
  });
});

describe('a replay', () => {
  test('sends all back to the queue that they died in, with their attributes', async () => {
    await it.send('PaymentsDlq', [
      ...letters(7),
      { MessageBody: '{"paymentId":"pay_7"}', MessageAttributes: { requestId: text('r7') } },
    ]);
    expect(await replay({})).toEqual({
      ...{ queue: 'payments', to: 'sluice-test-payments', before: 8, after: 0, moved: 8, dryRun: false },
    });
    const received = await it.receive('PaymentsQueue');
    expect(numbers(received)).toEqual(upTo(8));
    expect(received.find(({ Body }) => Body === '{"paymentId":"pay_7"}')?.MessageAttributes).toMatchObject({
      requestId: { StringValue: 'r7' },
    });
  });

  test('of a part sends so many and leaves the rest', async () => {
    await it.send('PaymentsDlq', letters(25));
    expect(await replay({ limit: 12 })).toMatchObject({ before: 25, moved: 12, after: 13 });
    const [sent, left] = [await it.receive('PaymentsQueue'), await it.receive('PaymentsDlq')];
    expect([sent.length, left.length]).toEqual([12, 13]);
    expect(numbers([...sent, ...left])).toEqual(upTo(25));
  });

  test('of more than there are sends what there is', async () => {
    await it.send('PaymentsDlq', letters(2));
    expect(await replay({ limit: 5 })).toMatchObject({ before: 2, moved: 2, after: 0 });
  });

  test('that is only tried out says what it would send, and sends nothing', async () => {
    await it.send('PaymentsDlq', letters(5));
    expect(await replay({ dryRun: true })).toMatchObject({ before: 5, moved: 5, after: 5, dryRun: true });
    expect(await replay({ dryRun: true, limit: 2 })).toMatchObject({ moved: 2 });
    expect([await it.depth('PaymentsDlq'), await it.depth('PaymentsQueue')]).toEqual([
      [5, 0],
      [0, 0],
    ]);
  });

  test('goes to another queue when told so, and nowhere when there is no such queue', async () => {
    await it.send('PaymentsDlq', letters(2));
    await expect(replay({ to: 'sluice-test-nothing' })).rejects.toThrow(
      'There is no queue "sluice-test-nothing". --to takes a queue\'s whole name.',
    );
    expect(await replay({ to: 'sluice-test-webhooks' })).toMatchObject({ to: 'sluice-test-webhooks', moved: 2 });
    expect(await it.depth('WebhooksQueue')).toEqual([2, 0]);
  });

  test('never goes into the queue that they are in', async () => {
    await it.send('PaymentsDlq', letters(2));
    for (const options of [{}, { limit: 1 }, { dryRun: true }])
      await expect(replay({ ...options, to: 'sluice-test-payments-dlq' })).rejects.toThrow(
        'sluice-test-payments-dlq is where they are.',
      );
    const seen = await inspectDeadLetters(it.target.sqs, payments, 10);
    expect(seen.map(({ receives }) => receives)).toEqual([1, 1]);
  });

  test('that dies after sending a message has sent it twice in the end, and has lost none', async () => {
    await it.send('PaymentsDlq', letters(3));
    it.faults.add((point) => point.at === 'aws-call' && point.action === 'sqs:DeleteMessage', { do: 'fail' });
    await expect(replay({ limit: 3 })).rejects.toThrow();
    const sent = await it.receive('PaymentsQueue');
    const [waiting, hidden] = await it.depth('PaymentsDlq');
    expect([sent.length, waiting + hidden]).toEqual([1, 3]);
  });

  test.each([{}, { limit: 6 }])('is no faster than it may be, and tells how far it is: %j', async (part) => {
    await it.send('PaymentsDlq', letters(6));
    const told: number[] = [];
    const started = performance.now();
    await replay({ maxPerSecond: 10, ...part }, (moved) => told.push(moved));
    expect(performance.now() - started).toBeGreaterThan(500);
    expect(told.at(-1)).toBe(6);
  });
});
