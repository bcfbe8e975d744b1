import { afterEach, describe, expect, test } from '@jest/globals';
import type { QueuePort } from '../../../local/event-sources/queue-port.ts';
import type { SqsEvent } from '../../../local/event-sources/sqs-event.ts';
import { type EventSources, startEventSources } from '../../../local/event-sources/start-event-sources.ts';
import { createFaults } from '../../../local/faults.ts';
import type { FunctionConfig } from '../../../local/lambda/function-config.ts';
import type { Invocation } from '../../../local/lambda/invocation.ts';
import { recorder, resource, stackOf } from '../lambda/running-functions.ts';
import { failed, fakeQueue, returned, throttled, until } from './fakes.ts';

const queueArn = 'arn:aws:sqs:eu-central-1:000000000000:jobs';
const stops: EventSources[] = [];
afterEach(() => Promise.all(stops.splice(0).map((sources) => sources.stop())));

interface Setup {
  queue?: QueuePort;
  mapping?: Record<string, unknown>;
  queueProperties?: Record<string, unknown>;
  timeoutMs?: number;
  answer?: (event: SqsEvent, call: number) => Invocation | Promise<Invocation>;
  stopWithinMs?: number;
}

/** Starts one mapping from the queue `jobs` to a function that `answer` plays. */
function poll({ queue = fakeQueue().port, mapping, queueProperties, timeoutMs = 1000, answer, stopWithinMs }: Setup) {
  const calls: SqsEvent[] = [];
  const faults = createFaults();
  const { observe, notices } = recorder();
  const roles: string[] = [];
  const invoke = async (_name: string, event: unknown) => {
    const number = calls.push(event as SqsEvent);
    return answer === undefined ? returned() : answer(event as SqsEvent, number);
  };
  const queueResource = {
    ...resource('AWS::SQS::Queue', 'Jobs', { VisibilityTimeout: 30, ...queueProperties }),
    arn: queueArn,
  };
  const sources = startEventSources({
    stack: stackOf(
      [
        queueResource,
        resource('AWS::Lambda::EventSourceMapping', 'Mapping', {
          EventSourceArn: queueArn,
          FunctionName: 'work',
          ...mapping,
        }),
      ],
      '/nowhere',
    ),
    functions: { invoke, describe: () => ({ timeoutMs, roleArn: 'role' }) as FunctionConfig },
    queues: (roleArn) => {
      roles.push(roleArn);
      return queue;
    },
    faults,
    observe,
    stopWithinMs,
  });
  stops.push(sources);
  return {
    sources,
    calls,
    faults,
    notices,
    roles,
    bodies: () => calls.map((call) => call.Records.map(({ body }) => body)),
  };
}

describe('batches', () => {
  test('a message reaches the function in a record and is deleted, in the name of the function’s role', async () => {
    const queue = fakeQueue();
    const { calls, roles } = poll({ queue: queue.port });
    queue.send('hello');
    await until(queue.size, (size) => size === 0);
    expect(calls).toEqual([{ Records: [expect.objectContaining({ body: 'hello', eventSourceARN: queueArn })] }]);
    expect(roles).toEqual(['role']);
  });

  test('a batch has at most BatchSize messages, 10 by default [D2]', async () => {
    const queue = fakeQueue();
    queue.send(...Array.from({ length: 12 }, (_, i) => String(i)));
    const { calls } = poll({ queue: queue.port });
    await until(queue.size, (size) => size === 0);
    expect(calls.map(({ Records }) => Records.length).sort()).toEqual([10, 2]);
  });

  test('a window gathers messages beyond one receive, until the batch is full [D2]', async () => {
    const queue = fakeQueue(30_000);
    queue.send(...Array.from({ length: 20 }, (_, i) => String(i)));
    const { calls } = poll({
      queue: onePoll(queue.port),
      mapping: { BatchSize: 25, MaximumBatchingWindowInSeconds: 5, ScalingConfig: { MaximumConcurrency: 2 } },
    });
    queue.send('20', '21', '22', '23', '24');
    await until(queue.size, (size) => size === 0);
    expect(calls.map(({ Records }) => Records.length)).toEqual([25]);
  });

  test('a window that ends gives what there is [D2]', async () => {
    const queue = fakeQueue(30_000);
    const { calls } = poll({
      queue: onePoll(queue.port),
      mapping: { BatchSize: 100, MaximumBatchingWindowInSeconds: 1 },
    });
    const sentAt = Date.now();
    queue.send('a');
    await until(queue.size, (size) => size === 0);
    expect(Date.now() - sentAt).toBeGreaterThanOrEqual(990);
    expect(calls).toHaveLength(1);
  });

  test('a mapping that is not enabled polls nothing', async () => {
    let polls = 0;
    const { sources } = poll({ queue: countPolls(() => polls++), mapping: { Enabled: false } });
    await sources.stop();
    expect(polls).toBe(0);
  });
});

describe('failures', () => {
  test('a failed batch is hidden until the visibility timeout is over, then comes again with a higher count [D3]', async () => {
    const queue = fakeQueue(300);
    const times: number[] = [];
    const { calls } = poll({
      queue: queue.port,
      answer: (_, call) => {
        times.push(Date.now());
        return call === 1 ? failed() : returned();
      },
    });
    queue.send('a');
    await until(queue.size, (size) => size === 0);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(295);
    expect(calls.map(({ Records }) => Records[0]?.attributes.ApproximateReceiveCount)).toEqual(['1', '2']);
  });

  test('with ReportBatchItemFailures only the listed messages come again [D3]', async () => {
    const queue = fakeQueue(300);
    const { bodies } = poll({
      queue: queue.port,
      mapping: { FunctionResponseTypes: ['ReportBatchItemFailures'] },
      answer: ({ Records }, call) => {
        const failures = call === 1 ? Records.filter(({ body }) => body === 'b') : [];
        return returned(
          JSON.stringify({ batchItemFailures: failures.map((record) => ({ itemIdentifier: record.messageId })) }),
        );
      },
    });
    queue.send('a', 'b', 'c');
    await until(queue.size, (size) => size === 0);
    expect(bodies()).toEqual([['a', 'b', 'c'], ['b']]);
  });

  test('a throttled batch is tried again with the same messages, while they are hidden [D3]', async () => {
    const queue = fakeQueue(30_000);
    const { calls } = poll({ queue: queue.port, answer: (_, call) => (call < 3 ? throttled() : returned()) });
    queue.send('a');
    await until(queue.size, (size) => size === 0);
    expect(calls.map(({ Records }) => Records[0]?.receiptHandle)).toEqual(['m1/1', 'm1/1', 'm1/1']);
  });

  test('throttling past the visibility timeout ends, and counts as a receive [D3]', async () => {
    const queue = fakeQueue(1000);
    const firstReceive: number[] = [];
    const { calls } = poll({
      queue: queue.port,
      queueProperties: { VisibilityTimeout: 1 },
      answer: ({ Records }) => {
        if (Records[0]?.attributes.ApproximateReceiveCount !== '1') return returned();
        firstReceive.push(Date.now());
        return throttled();
      },
    });
    queue.send('a');
    await until(queue.size, (size) => size === 0);
    expect(calls.at(-1)?.Records[0]?.attributes.ApproximateReceiveCount).toBe('2');
    const [firstAt = 0] = firstReceive;
    // The next attempts would have come 1.75 s after the first.
    await until(
      () => Date.now() - firstAt,
      (ms) => ms > 2000,
    );
    expect(firstReceive.length).toBeGreaterThan(1);
    expect((firstReceive.at(-1) ?? 0) - firstAt).toBeLessThan(1000);
  });

  test('an error of the queue is told, and polling goes on', async () => {
    const queue = fakeQueue();
    let polls = 0;
    const port: QueuePort = {
      ...queue.port,
      receive: (request) => (++polls === 1 ? Promise.reject(new Error('no such queue')) : queue.port.receive(request)),
    };
    const { notices } = poll({ queue: port });
    queue.send('a');
    await until(queue.size, (size) => size === 0);
    expect(notices).toEqual([expect.stringContaining('no such queue')]);
  });
});

describe('concurrency', () => {
  const busy = (running: { now: number; most: number }) => async () => {
    running.now += 1;
    running.most = Math.max(running.most, running.now);
    await new Promise((resolve) => setTimeout(resolve, 100));
    running.now -= 1;
    return returned();
  };

  test('five batches run at once at the start [D2]', async () => {
    const queue = fakeQueue(30_000);
    const running = { now: 0, most: 0 };
    queue.send(...Array.from({ length: 20 }, (_, i) => String(i)));
    poll({ queue: queue.port, mapping: { BatchSize: 1 }, answer: busy(running) });
    await until(queue.size, (size) => size === 0);
    expect(running.most).toBe(5);
  });

  test('more run at once while all are busy [D2]', async () => {
    const queue = fakeQueue(30_000);
    const running = { now: 0, most: 0 };
    queue.send(...Array.from({ length: 150 }, (_, i) => String(i)));
    poll({ queue: queue.port, mapping: { BatchSize: 1 }, answer: busy(running) });
    await until(queue.size, (size) => size === 0);
    expect(running.most).toBeGreaterThan(5);
  });

  test('MaximumConcurrency caps them, and what is over it stays in the queue [D2]', async () => {
    const queue = fakeQueue(30_000);
    const running = { now: 0, most: 0 };
    queue.send(...Array.from({ length: 12 }, (_, i) => String(i)));
    poll({
      queue: queue.port,
      mapping: { BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } },
      answer: busy(running),
    });
    await until(queue.size, (size) => size === 0);
    expect(running.most).toBe(2);
  });
});

describe('mappings that Lambda refuses', () => {
  test.each([
    [
      'a visibility timeout shorter than the function’s',
      { queueProperties: { VisibilityTimeout: 5 }, timeoutMs: 6000 },
      'Queue visibility timeout: 5 seconds is less than Function timeout: 6 seconds',
    ],
    ['a batch size over 10 without a window [D2]', { mapping: { BatchSize: 11 } }, 'MaximumBatchingWindowInSeconds'],
    ['a batch size over 10,000 [D2]', { mapping: { BatchSize: 10_001 } }, 'BatchSize'],
    [
      'a window over 300 s [D2]',
      { mapping: { MaximumBatchingWindowInSeconds: 301 } },
      'MaximumBatchingWindowInSeconds',
    ],
    [
      'a window on a FIFO queue [D2]',
      { queueProperties: { FifoQueue: true }, mapping: { MaximumBatchingWindowInSeconds: 1 } },
      'window',
    ],
    ['a MaximumConcurrency of 1 [D2]', { mapping: { ScalingConfig: { MaximumConcurrency: 1 } } }, 'MaximumConcurrency'],
    ['a queue that is not there [D2]', { mapping: { EventSourceArn: `${queueArn}s` } }, 'does not exist'],
  ])('%s', (_, setup: Setup, message) => {
    expect(() => poll(setup)).toThrow(
      expect.objectContaining({ code: 'InvalidParameterValueException', message: expect.stringContaining(message) }),
    );
  });
});

describe('faults', () => {
  test('a duplicated delivery invokes twice with the same messages', async () => {
    const queue = fakeQueue();
    const { bodies, faults } = poll({ queue: queue.port });
    faults.add((point) => point.at === 'delivery' && point.queueName === 'jobs', { do: 'duplicate' });
    queue.send('a');
    await until(bodies, (all) => all.length === 2);
    expect(bodies()).toEqual([['a'], ['a']]);
    expect(queue.size()).toBe(0);
  });

  test('a lost answer leaves the messages, although the function ran', async () => {
    const queue = fakeQueue(200);
    const { bodies, faults } = poll({ queue: queue.port });
    faults.add((point) => point.at === 'delivery', { do: 'drop-response' });
    queue.send('a');
    await until(queue.size, (size) => size === 0);
    expect(bodies()).toEqual([['a'], ['a']]);
  });

  test('a failed delivery does not invoke', async () => {
    const queue = fakeQueue(200);
    const { calls, faults } = poll({ queue: queue.port });
    faults.add((point) => point.at === 'delivery', { do: 'fail' });
    queue.send('a');
    await until(queue.size, (size) => size === 0);
    expect(calls.map(({ Records }) => Records[0]?.attributes.ApproximateReceiveCount)).toEqual(['2']);
  });
});

describe('stopping', () => {
  test('long polls end at once', async () => {
    const { sources } = poll({});
    const stoppedAt = Date.now();
    await sources.stop();
    expect(Date.now() - stoppedAt).toBeLessThan(1000);
  });

  test('a batch that is under way is settled first', async () => {
    const queue = fakeQueue();
    const answer = Promise.withResolvers<Invocation>();
    const { sources, calls } = poll({ queue: queue.port, answer: () => answer.promise });
    queue.send('a');
    await until(
      () => calls.length,
      (length) => length === 1,
    );
    const stopped = sources.stop();
    answer.resolve(returned());
    await stopped;
    expect(queue.size()).toBe(0);
  });

  test('a batch that does not end is not waited for beyond the bound', async () => {
    const queue = fakeQueue();
    const { sources, calls } = poll({ queue: queue.port, answer: () => new Promise(() => {}), stopWithinMs: 50 });
    queue.send('a');
    await until(
      () => calls.length,
      (length) => length === 1,
    );
    await sources.stop();
    expect(queue.size()).toBe(1);
  });
});

/** Lets one poller in, so that messages are not shared out; the others wait until the end. */
function onePoll(port: QueuePort): QueuePort {
  let isTaken = false;
  let gathering = false;
  return {
    ...port,
    async receive(request) {
      if (isTaken && !gathering) return new Promise((resolve) => whenAborted(request.signal, () => resolve([])));
      isTaken = true;
      const batch = await port.receive(request);
      gathering = true;
      return batch;
    },
  };
}

function whenAborted(signal: AbortSignal, then: () => void): void {
  if (signal.aborted) then();
  else signal.addEventListener('abort', then, { once: true });
}

function countPolls(onPoll: () => void): QueuePort {
  const { port } = fakeQueue();
  return {
    ...port,
    receive(request) {
      onPoll();
      return port.receive(request);
    },
  };
}
