import { GetExecutionHistoryCommand, type HistoryEvent } from '@aws-sdk/client-sfn';
import { afterEach, expect, test } from '@jest/globals';
import { fails, invoke, only, startStates } from './start-states.ts';

let it: Awaited<ReturnType<typeof startStates>>;
afterEach(() => it.stop());

/** `id previousEventId type`, as one reads a history. */
const outline = (events: HistoryEvent[]) =>
  events.map(({ id, previousEventId, type }) => `${id} ${previousEventId} ${type}`);

async function historyOf(input: unknown = {}): Promise<HistoryEvent[]> {
  const { executionArn = '' } = await it.run(input);
  return it.history(executionArn);
}

test('a task leaves the events that AWS writes for lambda:invoke, each naming the one before', async () => {
  it = await startStates(only(invoke('work')), { functions: { work: () => 'done' } });
  const events = await historyOf({ a: 1 });
  expect(outline(events)).toEqual([
    '1 0 ExecutionStarted',
    '2 0 TaskStateEntered',
    '3 2 TaskScheduled',
    '4 3 TaskStarted',
    '5 4 TaskSucceeded',
    '6 5 TaskStateExited',
    '7 6 ExecutionSucceeded',
  ]);
  const [started, entered, scheduled, , succeeded, exited, ended] = events;
  expect(started?.executionStartedEventDetails).toMatchObject({
    input: '{"a":1}',
    roleArn: expect.stringContaining('role/'),
  });
  expect(entered?.stateEnteredEventDetails).toMatchObject({ name: 'Only', input: '{"a":1}' });
  expect(scheduled?.taskScheduledEventDetails).toMatchObject({ resourceType: 'lambda', resource: 'invoke' });
  expect(JSON.parse(scheduled?.taskScheduledEventDetails?.parameters ?? '')).toMatchObject({ Payload: { a: 1 } });
  expect(JSON.parse(succeeded?.taskSucceededEventDetails?.output ?? '')).toMatchObject({ Payload: 'done' });
  expect(exited?.stateExitedEventDetails).toMatchObject({ name: 'Only', output: '"done"' });
  expect(ended?.executionSucceededEventDetails).toMatchObject({ output: '"done"' });
  for (const { timestamp } of events) expect(timestamp).toBeInstanceOf(Date);
});

test("a plain function's ARN leaves LambdaFunction events", async () => {
  const Resource = 'arn:aws:lambda:eu-central-1:000000000000:function:work';
  it = await startStates(only({ Type: 'Task', Resource, End: true }), { functions: { work: () => 1 } });
  expect(outline(await historyOf()).slice(2, 5)).toEqual([
    '3 2 LambdaFunctionScheduled',
    '4 3 LambdaFunctionStarted',
    '5 4 LambdaFunctionSucceeded',
  ]);
});

test('each attempt of a task is in the history, and the failure that ended the execution', async () => {
  const Retry = [{ ErrorEquals: ['Flaky'], IntervalSeconds: 1, MaxAttempts: 1 }];
  it = await startStates(only(invoke('work', { Retry, End: true })), { functions: { work: () => fails('Flaky') } });
  const events = await historyOf();
  expect(outline(events).slice(2)).toEqual([
    '3 2 TaskScheduled',
    '4 3 TaskStarted',
    '5 4 TaskFailed',
    '6 5 TaskScheduled',
    '7 6 TaskStarted',
    '8 7 TaskFailed',
    '9 8 ExecutionFailed',
  ]);
  expect(events[4]?.taskFailedEventDetails).toMatchObject({
    error: 'Flaky',
    cause: expect.stringContaining('as ordered'),
  });
  expect(events[8]?.executionFailedEventDetails).toMatchObject({ error: 'Flaky' });
});

test('a task that took too long is TaskTimedOut, and its late answer is not in the history', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  it = await startStates(only(invoke('work', { TimeoutSeconds: 1, End: true })), {
    functions: { work: () => promise },
  });
  const { executionArn = '' } = await it.run();
  resolve();
  const events = await it.history(executionArn);
  expect(outline(events).slice(4)).toEqual(['5 4 TaskTimedOut', '6 5 ExecutionFailed']);
  expect(events[2]?.taskScheduledEventDetails).toMatchObject({ timeoutInSeconds: 1 });
});

test('a caught error leads from the failed task out of its state', async () => {
  const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }];
  const States = { Work: invoke('work', { Catch, End: true }), Caught: { Type: 'Pass', End: true } };
  it = await startStates({ StartAt: 'Work', States }, { functions: { work: () => fails('Broken') } });
  expect(outline(await historyOf()).slice(4)).toEqual([
    '5 4 TaskFailed',
    '6 5 TaskStateExited',
    '7 6 PassStateEntered',
    '8 7 PassStateExited',
    '9 8 ExecutionSucceeded',
  ]);
});

const mapOf = (state: Record<string, unknown>) => ({
  Type: 'Map',
  ItemsPath: '$.items',
  MaxConcurrency: 1,
  ItemProcessor: { StartAt: 'Each', States: { Each: state } },
  End: true,
});

test('the events of an iteration follow from the start of that iteration, also when many run side by side', async () => {
  const functions = { work: (n: number) => new Promise((resolve) => setTimeout(() => resolve(n), (n * 7) % 20)) };
  it = await startStates(only({ ...mapOf(invoke('work')), MaxConcurrency: 0 }), { functions });
  const events = await historyOf({ items: Array.from({ length: 60 }, (_, n) => n) });
  const byId = new Map(events.map((event) => [event.id, event]));
  const starts = events.filter(({ type }) => type === 'MapIterationStarted');
  expect(starts).toHaveLength(60);
  expect(events[2]?.mapStateStartedEventDetails).toEqual({ length: 60 });
  for (const { mapIterationSucceededEventDetails: ended, previousEventId = 0 } of events.filter(
    ({ type }) => type === 'MapIterationSucceeded',
  )) {
    const chain: HistoryEvent[] = [];
    for (
      let event = byId.get(previousEventId);
      event?.type !== 'MapStateStarted';
      event = byId.get(event?.previousEventId)
    ) {
      if (!event) throw new Error('the chain is broken');
      chain.unshift(event);
    }
    expect(chain.map(({ type }) => type)).toEqual([
      ...[
        'MapIterationStarted',
        'TaskStateEntered',
        'TaskScheduled',
        'TaskStarted',
        'TaskSucceeded',
        'TaskStateExited',
      ],
    ]);
    expect(chain[0]?.mapIterationStartedEventDetails?.index).toBe(ended?.index);
    expect(JSON.parse(chain[2]?.taskScheduledEventDetails?.parameters ?? '').Payload).toBe(ended?.index);
    expect(JSON.parse(chain[4]?.taskSucceededEventDetails?.output ?? '').Payload).toBe(ended?.index);
  }
});

test('a Map is started and succeeds around its iterations', async () => {
  it = await startStates(only(mapOf({ Type: 'Pass', End: true })));
  expect(outline(await historyOf({ items: ['x'] }))).toEqual([
    '1 0 ExecutionStarted',
    '2 0 MapStateEntered',
    '3 2 MapStateStarted',
    '4 3 MapIterationStarted',
    '5 4 PassStateEntered',
    '6 5 PassStateExited',
    '7 6 MapIterationSucceeded',
    '8 6 MapStateSucceeded',
    '9 8 MapStateExited',
    '10 9 ExecutionSucceeded',
  ]);
});

test('an iteration that fails takes the Map and the execution with it', async () => {
  it = await startStates(only(mapOf({ Type: 'Fail', Error: 'Bad' })));
  expect(outline(await historyOf({ items: ['x'] })).slice(3)).toEqual([
    '4 3 MapIterationStarted',
    '5 4 FailStateEntered',
    '6 5 MapIterationFailed',
    '7 5 MapStateFailed',
    '8 7 ExecutionFailed',
  ]);
});

test('a Map that is retried starts again and has not failed', async () => {
  const Retry = [{ ErrorEquals: ['Bad'], IntervalSeconds: 1, MaxAttempts: 1 }];
  it = await startStates(only({ ...mapOf({ Type: 'Fail', Error: 'Bad' }), Retry }));
  expect(outline(await historyOf({ items: ['x'] })).slice(5)).toEqual([
    '6 5 MapIterationFailed',
    '7 5 MapStateStarted',
    '8 7 MapIterationStarted',
    '9 8 FailStateEntered',
    '10 9 MapIterationFailed',
    '11 9 MapStateFailed',
    '12 11 ExecutionFailed',
  ]);
});

test('the branches of a Parallel each follow from its start', async () => {
  const branch = (name: string) => ({ StartAt: name, States: { [name]: { Type: 'Pass', End: true } } });
  it = await startStates(only({ Type: 'Parallel', Branches: [branch('Left'), branch('Right')], End: true }));
  const events = await historyOf();
  expect(outline(events).slice(1, 3)).toEqual(['2 0 ParallelStateEntered', '3 2 ParallelStateStarted']);
  const entered = events.filter(({ type }) => type === 'PassStateEntered');
  expect(entered.map(({ previousEventId }) => previousEventId)).toEqual([3, 3]);
  expect(events.slice(-3).map(({ type }) => type)).toEqual([
    ...['ParallelStateSucceeded', 'ParallelStateExited', 'ExecutionSucceeded'],
  ]);
});

test('a history is read in pages, forwards and backwards, and without its data', async () => {
  it = await startStates(only(invoke('work')), { functions: { work: () => 'done' } });
  const { executionArn } = await it.run({ secret: 'x' });
  const ids = async (reverseOrder: boolean) => {
    const found: (number | undefined)[][] = [];
    let nextToken: string | undefined;
    do {
      const page = await it.client.send(
        new GetExecutionHistoryCommand({ executionArn, maxResults: 3, reverseOrder, nextToken }),
      );
      found.push((page.events ?? []).map(({ id }) => id));
      nextToken = page.nextToken;
    } while (nextToken);
    return found;
  };
  expect(await ids(false)).toEqual([[1, 2, 3], [4, 5, 6], [7]]);
  expect(await ids(true)).toEqual([[7, 6, 5], [4, 3, 2], [1]]);
  const { events } = await it.client.send(
    new GetExecutionHistoryCommand({ executionArn, includeExecutionData: false }),
  );
  expect(events).toHaveLength(7);
  expect(JSON.stringify(events)).not.toContain('secret');
  await expect(
    it.client.send(new GetExecutionHistoryCommand({ executionArn, nextToken: 'not a token' })),
  ).rejects.toMatchObject({ name: 'InvalidToken' });
});
