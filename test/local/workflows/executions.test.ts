import {
  DescribeStateMachineCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterEach, expect, test } from '@jest/globals';
import { eventually } from '../../support/eventually.ts';
import { fails, invoke, only, startStates } from './start-states.ts';

const definition = only(invoke('work'));

let it: Awaited<ReturnType<typeof startStates>>;
afterEach(() => it.stop());

test('an execution is described with its input, its result and its times', async () => {
  let time = 1_700_000_000_123;
  const { promise, resolve } = Promise.withResolvers<string>();
  it = await startStates(definition, { functions: { work: () => promise }, now: () => time });
  const executionArn = await it.start({ a: 1 }, 'one');
  const running = {
    executionArn,
    stateMachineArn: it.stateMachineArn,
    name: 'one',
    input: '{"a":1}',
    status: 'RUNNING',
  };
  const described = await it.describe(executionArn);
  expect(described).toMatchObject({ ...running, startDate: new Date(time) });
  expect(described.stopDate).toBeUndefined();
  expect(described.output).toBeUndefined();

  time += 1000;
  resolve('done');
  expect(await it.ended(executionArn)).toMatchObject({
    ...running,
    status: 'SUCCEEDED',
    output: '"done"',
    startDate: new Date(time - 1000),
    stopDate: new Date(time),
  });
});

test('an execution that never was is ExecutionDoesNotExist', async () => {
  it = await startStates(definition);
  const executionArn = it.executionArn('never');
  await expect(it.describe(executionArn)).rejects.toMatchObject({
    name: 'ExecutionDoesNotExist',
    message: `Execution Does Not Exist: '${executionArn}'`,
  });
  await expect(it.history(executionArn)).rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
  await expect(it.describe('never')).rejects.toMatchObject({ name: 'InvalidArn' });
});

test('executions are listed newest first, by status, in pages that new ones do not shift', async () => {
  it = await startStates(definition, {
    functions: { work: (input: string) => (input === 'bad' ? fails('Bad') : input) },
  });
  for (const name of ['a', 'b', 'c']) await it.run('good', name);
  await it.run('bad', 'd');
  const list = async (more: object) => {
    const { executions = [], nextToken } = await it.client.send(
      new ListExecutionsCommand({ stateMachineArn: it.stateMachineArn, ...more }),
    );
    return { names: executions.map(({ name }) => name), nextToken };
  };
  expect((await list({})).names).toEqual(['d', 'c', 'b', 'a']);
  expect((await list({ statusFilter: 'FAILED' })).names).toEqual(['d']);
  expect((await list({ statusFilter: 'SUCCEEDED' })).names).toEqual(['c', 'b', 'a']);
  const first = await list({ maxResults: 2 });
  await it.run('good', 'e');
  expect([first.names, await list({ maxResults: 2, nextToken: first.nextToken })]).toEqual([
    ['d', 'c'],
    { names: ['b', 'a'], nextToken: undefined },
  ]);
  await expect(list({ maxResults: 1001 })).rejects.toMatchObject({
    name: 'ValidationException',
    message:
      "1 validation error detected: Value '1001' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000",
  });
});

test('a stopped execution is ABORTED, its next task is not called and its task under way is not awaited', async () => {
  const called: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  it = await startStates(
    { StartAt: 'First', States: { First: invoke('first', { Next: 'Second' }), Second: invoke('second') } },
    {
      functions: {
        first: () => {
          called.push('first');
          return promise;
        },
        second: () => called.push('second'),
      },
    },
  );
  const executionArn = await it.start();
  await eventually('the first task', () => called.length > 0);
  const { stopDate } = await it.client.send(
    new StopExecutionCommand({ executionArn, error: 'Enough', cause: 'of it' }),
  );
  expect(await it.describe(executionArn)).toMatchObject({
    status: 'ABORTED',
    error: 'Enough',
    cause: 'of it',
    stopDate,
  });
  resolve();
  const events = await it.history(executionArn);
  expect(events.at(-1)).toMatchObject({ type: 'ExecutionAborted', previousEventId: 0 });
  expect(events.map(({ type }) => type)).not.toContain('TaskSucceeded');
  expect(called).toEqual(['first']);
  const again = await it.client.send(new StopExecutionCommand({ executionArn }));
  expect(again.stopDate).toEqual(stopDate);
});

test('a stop also ends a Wait, and a Map that has iterations to go', async () => {
  let calls = 0;
  const Each = {
    Type: 'Map',
    MaxConcurrency: 1,
    ItemProcessor: { StartAt: 'Work', States: { Work: invoke('work') } },
    Next: 'Long',
  };
  const { promise, resolve } = Promise.withResolvers<void>();
  const work = () => (++calls === 2 ? promise : undefined);
  it = await startStates(
    { StartAt: 'Each', States: { Each, Long: { Type: 'Wait', Seconds: 100_000_000, End: true } } },
    { functions: { work } },
  );
  const mapping = await it.start([1, 2, 3, 4]);
  await eventually('the second iteration', () => calls === 2);
  await it.client.send(new StopExecutionCommand({ executionArn: mapping }));
  resolve();
  expect(await it.describe(mapping)).toMatchObject({ status: 'ABORTED' });

  const waiting = await it.start([]);
  await eventually('the Wait', async () => (await it.history(waiting)).some(({ type }) => type === 'WaitStateEntered'));
  await it.client.send(new StopExecutionCommand({ executionArn: waiting }));
  expect(await it.describe(waiting)).toMatchObject({ status: 'ABORTED' });
  expect(calls).toBe(2);
});

test('state machines are listed, and described as the template has them', async () => {
  it = await startStates(definition);
  const { stateMachines } = await it.client.send(new ListStateMachinesCommand({}));
  expect(stateMachines).toMatchObject([{ name: 'machine', stateMachineArn: it.stateMachineArn, type: 'STANDARD' }]);
  const described = await it.client.send(new DescribeStateMachineCommand({ stateMachineArn: it.stateMachineArn }));
  expect(described).toMatchObject({ name: 'machine', status: 'ACTIVE', type: 'STANDARD' });
  expect(JSON.parse(described.definition ?? '')).toEqual(definition);
});

test('an operation that the twin does not have is an UnknownOperationException', async () => {
  it = await startStates(definition);
  const { RedriveExecutionCommand } = await import('@aws-sdk/client-sfn');
  const command = new RedriveExecutionCommand({ executionArn: it.executionArn('a') });
  await expect(it.client.send(command)).rejects.toMatchObject({ name: 'UnknownOperationException' });
});

test('each execution is counted once by how it ended, and a stopped one is not among the failed [F4]', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const functions = { work: (input: string) => ({ good: 1, bad: fails('Bad'), slow: promise })[input] };
  it = await startStates({ ...definition, TimeoutSeconds: 1 }, { functions });
  await it.run('good');
  await it.run('bad');
  const stopped = await it.start('slow');
  await it.client.send(new StopExecutionCommand({ executionArn: stopped }));
  await it.run('slow');
  resolve();
  const counts = Object.groupBy(it.metrics, ({ name }) => name);
  expect(Object.entries(counts).map(([name, data = []]) => [name, data.length])).toEqual([
    ['ExecutionsStarted', 4],
    ['ExecutionsSucceeded', 1],
    ['ExecutionTime', 4],
    ['ExecutionsFailed', 1],
    ['ExecutionsAborted', 1],
    ['ExecutionsTimedOut', 1],
  ]);
  for (const datum of it.metrics) {
    expect(datum).toMatchObject({ namespace: 'AWS/States', dimensions: { StateMachineArn: it.stateMachineArn } });
  }
  expect(counts.ExecutionTime?.at(-1)?.value).toBeGreaterThanOrEqual(1000);
});
