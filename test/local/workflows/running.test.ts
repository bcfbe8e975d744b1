import type { DescribeExecutionOutput } from '@aws-sdk/client-sfn';
import { afterEach, expect, test } from '@jest/globals';
import { Ended, type FakeFunction, fails, invoke, only, type StatesOptions, startStates } from './start-states.ts';

const functionArn = 'arn:aws:lambda:eu-central-1:000000000000:function:work';

let it: Awaited<ReturnType<typeof startStates>>;
afterEach(() => it.stop());

const start = async (
  definition: Record<string, unknown>,
  functions: Record<string, FakeFunction>,
  more?: StatesOptions,
) => {
  it = await startStates(definition, { functions, ...more });
};
const end = ({ status, error, cause }: DescribeExecutionOutput) => ({ status, error, cause });
const throttled = new Ended({ outcome: 'throttled', reason: 'ConcurrentInvocationLimitExceeded' });

test('lambda:invoke takes FunctionName and Payload and gives ExecutedVersion, Payload and StatusCode [E]', async () => {
  await start(only(invoke('work', { OutputPath: '$', End: true })), { work: (event) => ({ got: event }) });
  expect(await it.output({ a: 1 })).toEqual({
    ExecutedVersion: '$LATEST',
    Payload: { got: { a: 1 } },
    SdkHttpMetadata: { HttpStatusCode: 200 },
    SdkResponseMetadata: { RequestId: 'request-id' },
    StatusCode: 200,
  });
});

test("a function's ARN as resource gives what the function returned [E]", async () => {
  await start(only({ Type: 'Task', Resource: functionArn, End: true }), { work: (event) => [event, null] });
  expect(await it.output({ a: 1 })).toEqual([{ a: 1 }, null]);
});

test('an error of a function carries its type as the name and its payload as the cause [E]', async () => {
  await start(only(invoke('work')), { work: () => fails('RetryLater', 'not now') });
  const { status, error, cause, output } = await it.run();
  expect({ status, error, output }).toEqual({ status: 'FAILED', error: 'RetryLater', output: undefined });
  expect(JSON.parse(cause ?? '')).toMatchObject({ errorType: 'RetryLater', errorMessage: 'not now' });
});

test.each([
  ['a throttled function is Lambda.TooManyRequestsException', throttled, 'Lambda.TooManyRequestsException'],
  ['a function that timed out is Lambda.Unknown', fails('Sandbox.Timedout'), 'Lambda.Unknown'],
  ['a function out of memory is Lambda.Unknown', fails('Runtime.OutOfMemory'), 'Lambda.Unknown'],
  ['a function that exited is Lambda.Unknown', fails('Runtime.ExitError'), 'Lambda.Unknown'],
])('%s [E]', async (_title, answer, error) => {
  await start(only(invoke('work')), { work: () => answer });
  expect(await it.run()).toMatchObject({ status: 'FAILED', error });
});

test('a function that is not there is Lambda.ResourceNotFoundException [E]', async () => {
  await start(only(invoke('work')), {});
  expect(await it.run()).toMatchObject({
    error: 'Lambda.ResourceNotFoundException',
    cause: expect.stringContaining(`Function not found: ${functionArn} (Service: AWSLambda; Status Code: 404;`),
  });
});

test("unverified on AWS: a function outside the role's rights is not called and fails with Lambda.AWSLambdaException", async () => {
  const calls: unknown[] = [];
  const rights = [{ Action: 'lambda:InvokeFunction', Resource: `${functionArn}-other` }];
  await start(only(invoke('work')), { work: (event) => calls.push(event) }, { rights });
  expect(await it.run()).toMatchObject({
    error: 'Lambda.AWSLambdaException',
    cause: expect.stringMatching(/is not authorized to perform: lambda:InvokeFunction on resource: .+:work because/),
  });
  expect(calls).toEqual([]);
});

test("a role's right to a function is no right to its alias", async () => {
  const rights = [{ Action: 'lambda:InvokeFunction', Resource: functionArn }];
  const toAlias = invoke('work', { Parameters: { FunctionName: `${functionArn}:live`, Payload: {} }, End: true });
  await start(only(toAlias), { work: () => 1, 'work:live': () => 1 }, { rights });
  expect(await it.run()).toMatchObject({ error: 'Lambda.AWSLambdaException' });
});

test('Retry repeats a task until it succeeds, and no retrier repeats it more often than it may [E]', async () => {
  const counts = { flaky: 0, broken: 0 };
  const quick = { IntervalSeconds: 1, MaxDelaySeconds: 1, BackoffRate: 1, JitterStrategy: 'FULL' };
  const retrying = (name: string, more: Record<string, unknown>) =>
    invoke(name, {
      Retry: [{ ErrorEquals: ['Flaky'], MaxAttempts: 2, ...quick }],
      ResultPath: null,
      OutputPath: '$',
      ...more,
    });
  await start(
    {
      StartAt: 'Flaky',
      States: { Flaky: retrying('flaky', { Next: 'Broken' }), Broken: retrying('broken', { End: true }) },
    },
    {
      flaky: () => (++counts.flaky < 3 ? fails('Flaky') : 'at last'),
      broken: () => (++counts.broken > 0 ? fails('Flaky') : 'never'),
    },
  );
  expect(await it.run()).toMatchObject({ status: 'FAILED', error: 'Flaky' });
  expect(counts).toEqual({ flaky: 3, broken: 3 });
});

test('without Retry the first error fails the execution [E]', async () => {
  let calls = 0;
  await start(only(invoke('work')), { work: () => fails(`Failure${++calls}`) });
  await it.run();
  expect(calls).toBe(1);
});

test('Catch goes on with Error and Cause at its ResultPath [E]', async () => {
  const Catch = [{ ErrorEquals: ['States.ALL'], ResultPath: '$.problem', Next: 'Caught' }];
  await start(
    { StartAt: 'Work', States: { Work: invoke('work', { Catch, End: true }), Caught: { Type: 'Succeed' } } },
    { work: () => fails('Broken') },
  );
  expect(await it.output({ kept: true })).toEqual({
    kept: true,
    problem: { Error: 'Broken', Cause: expect.stringContaining('as ordered') },
  });
});

test('States.TaskFailed matches every error of a task but States.Timeout [E]', async () => {
  const Catch = [{ ErrorEquals: ['States.TaskFailed'], Next: 'Caught' }];
  const definition = (fields: Record<string, unknown>) => ({
    StartAt: 'Work',
    States: { Work: invoke('work', { Catch, End: true, ...fields }), Caught: { Type: 'Succeed' } },
  });
  await start(definition({}), { work: () => throttled });
  expect(await it.run()).toMatchObject({ status: 'SUCCEEDED' });
  await it.stop();

  const { promise, resolve } = Promise.withResolvers<void>();
  await start(definition({ TimeoutSeconds: 1 }), { work: () => promise });
  expect(end(await it.run())).toEqual({ status: 'FAILED', error: 'States.Timeout' });
  resolve();
});

test('an execution that takes longer than TimeoutSeconds is TIMED_OUT', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  await start({ ...only(invoke('slow')), TimeoutSeconds: 1 }, { slow: () => promise });
  expect(end(await it.run())).toEqual({ status: 'TIMED_OUT' });
  resolve();
});

test('Choice, Wait, Pass and Parallel lead where they say', async () => {
  const branch = (name: string) => ({ StartAt: name, States: { [name]: { Type: 'Pass', Result: name, End: true } } });
  await start(
    {
      StartAt: 'IsLarge',
      States: {
        IsLarge: {
          Type: 'Choice',
          Choices: [{ Variable: '$.n', NumericGreaterThan: 5, Next: 'Wait' }],
          Default: 'Small',
        },
        Small: { Type: 'Fail', Error: 'Small', Cause: 'too small' },
        Wait: { Type: 'Wait', Seconds: 1, Next: 'Both' },
        Both: { Type: 'Parallel', Branches: [branch('left'), branch('right')], ResultPath: '$.both', End: true },
      },
    },
    {},
  );
  expect(await it.output({ n: 6 })).toEqual({ n: 6, both: ['left', 'right'] });
  expect(await it.run({ n: 5 })).toMatchObject({ status: 'FAILED', error: 'Small', cause: 'too small' });
});

test('a Fail state without Error and Cause gives neither', async () => {
  await start(only({ Type: 'Fail' }), {});
  expect(end(await it.run())).toEqual({ status: 'FAILED' });
});

test('$$.Execution is the same everywhere in an execution, inside a Map too', async () => {
  const seen = {
    'id.$': '$$.Execution.Id',
    'name.$': '$$.Execution.Name',
    'startTime.$': '$$.Execution.StartTime',
    'input.$': '$$.Execution.Input',
    'machine.$': '$$.StateMachine.Name',
    'both.$': "States.Format('{}/{}', $$.Execution.Name, $$.Execution.Input.items[0])",
  };
  const See = { Type: 'Pass', Parameters: seen, End: true };
  await start(
    {
      StartAt: 'Outside',
      States: {
        Outside: { Type: 'Pass', Parameters: seen, ResultPath: '$.outside', Next: 'Each' },
        Each: {
          Type: 'Map',
          ItemsPath: '$.items',
          ItemProcessor: { StartAt: 'See', States: { See } },
          ResultPath: '$.inside',
          End: true,
        },
      },
    },
    {},
  );
  const input = { items: ['x'] };
  const { startDate, output } = await it.run(input, 'acme_7');
  const expected = {
    ...{ id: it.executionArn('acme_7'), name: 'acme_7', startTime: startDate?.toISOString(), input },
    ...{ machine: 'machine', both: 'acme_7/x' },
  };
  expect(JSON.parse(output ?? '')).toEqual({ ...input, outside: expected, inside: [expected] });
});

test('a Map gives each iteration what its ItemSelector makes of $$.Map.Item, and the results in order', async () => {
  const Each = {
    Type: 'Map',
    ItemsPath: '$.items',
    ItemSelector: { 'n.$': '$$.Map.Item.Index', 'item.$': '$$.Map.Item.Value', 'who.$': '$.who' },
    ItemProcessor: { StartAt: 'Work', States: { Work: invoke('work') } },
    End: true,
  };
  await start(only(Each), {
    work: ({ n, item, who }: { n: number; item: string; who: string }) => `${n}${item}${who}`,
  });
  expect(await it.output({ items: ['a', 'b', 'c'], who: '!' })).toEqual(['0a!', '1b!', '2c!']);
});

test('a Map runs no more iterations side by side than MaxConcurrency, and never more than 40 [E]', async () => {
  const most = async (MaxConcurrency?: number) => {
    const count = { now: 0, most: 0 };
    const Each = { Type: 'Map', ItemProcessor: { StartAt: 'Work', States: { Work: invoke('work') } }, End: true };
    await start(only(MaxConcurrency === undefined ? Each : { ...Each, MaxConcurrency }), {
      work: async () => {
        count.most = Math.max(count.most, ++count.now);
        await new Promise((resolve) => setTimeout(resolve, 5));
        count.now -= 1;
      },
    });
    await it.run(Array.from({ length: 100 }, (_, n) => n));
    return count.most;
  };
  expect(await most(3)).toBe(3);
  await it.stop();
  expect(await most(100)).toBe(40);
  await it.stop();
  expect(await most()).toBe(40);
});

test('a Map of 500 items, each with a task, ends within seconds', async () => {
  const Each = { Type: 'Map', ItemProcessor: { StartAt: 'Work', States: { Work: invoke('work') } }, End: true };
  await start(only(Each), { work: (n: number) => n + 1 });
  const items = Array.from({ length: 500 }, (_, n) => n);
  const started = performance.now();
  expect(await it.output(items)).toEqual(items.map((n) => n + 1));
  expect(performance.now() - started).toBeLessThan(10_000);
});

test("a task's result of more than 256 KB is States.DataLimitExceeded, which States.ALL does not catch [E]", async () => {
  const large = { work: () => 'x'.repeat(262_144) };
  const caughtBy = (...errors: string[]) => ({
    StartAt: 'Work',
    States: {
      Work: invoke('work', { Catch: [{ ErrorEquals: errors, Next: 'Caught' }], End: true }),
      Caught: { Type: 'Succeed' },
    },
  });
  await start(caughtBy('States.ALL'), large);
  expect(await it.run()).toMatchObject({
    error: 'States.DataLimitExceeded',
    cause: "The state/task 'lambda' returned a result with a size exceeding the maximum number of bytes service limit.",
  });
  await it.stop();
  await start(caughtBy('States.DataLimitExceeded'), large);
  expect(await it.run()).toMatchObject({ status: 'SUCCEEDED' });
});

test("a state's output of more than 256 KB ends the execution before the next task is called [E]", async () => {
  const calls: unknown[] = [];
  const Twice = { Type: 'Pass', Parameters: { 'one.$': '$', 'two.$': '$' }, Next: 'Work' };
  await start({ StartAt: 'Twice', States: { Twice, Work: invoke('work') } }, { work: (event) => calls.push(event) });
  expect(await it.run('x'.repeat(200_000))).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  expect(calls).toEqual([]);
});
