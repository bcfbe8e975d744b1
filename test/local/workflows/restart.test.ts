import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { runAndWait } from '../aws-api/run-and-wait.ts';
import { fails, invoke, only, type StatesOptions, startStates } from './start-states.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'workflows-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const start = (options: StatesOptions = {}) => startStates(only(invoke('work')), { ...options, dataDir });
const file = () => join(dataDir, 'workflows', 'executions.jsonl');

test('closed executions keep their names, inputs and results over a restart, in a file that only its owner can read', async () => {
  const first = await start({ functions: { work: (input: string) => (input === 'bad' ? fails('Bad') : 'done') } });
  const before = [await first.run('good', 'a'), await first.run('bad', 'b')];
  await first.stop();

  const second = await start();
  for (const { executionArn = '', name, input, status, startDate, stopDate, ...result } of before) {
    expect(await second.describe(executionArn)).toMatchObject({ name, input, status, startDate, stopDate });
    const { output, error, cause } = await second.describe(executionArn);
    expect({ output, error, cause }).toEqual({ output: result.output, error: result.error, cause: result.cause });
  }
  await expect(second.start('good', 'a')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
  expect((await stat(file())).mode & 0o777).toBe(0o600);
  await second.stop();
});

test('of a history only the start and the end are left after a restart', async () => {
  const first = await start({ functions: { work: () => 'done' } });
  const { executionArn = '', stopDate } = await first.run({ a: 1 });
  await first.stop();
  const second = await start();
  expect(await second.history(executionArn)).toMatchObject([
    { id: 1, type: 'ExecutionStarted', executionStartedEventDetails: { input: '{"a":1}' } },
    { id: 2, previousEventId: 1, type: 'ExecutionSucceeded', timestamp: stopDate },
  ]);
  await second.stop();
});

test('an execution that a kill -9 interrupted is run again from its start, under its name and start time', async () => {
  const died = await runAndWait(join(import.meta.dirname, 'start-and-die.ts'), [dataDir]);
  expect(died).toMatchObject({ signal: 'SIGKILL' });

  const seen: unknown[] = [];
  const it = await start({ functions: { work: (input) => seen.push(input) } });
  const executionArn = it.executionArn('interrupted');
  const { startDate } = await it.describe(executionArn);
  expect(seen).toEqual([]);
  expect(it.resume()).toBe(1);
  expect(await it.ended(executionArn)).toMatchObject({
    status: 'SUCCEEDED',
    input: '{"a":1}',
    redriveCount: 1,
    startDate,
  });
  expect(seen).toEqual([{ a: 1 }]);
  expect((await it.history(executionArn)).slice(0, 2)).toMatchObject([
    { type: 'ExecutionStarted' },
    { type: 'ExecutionRedriven', executionRedrivenEventDetails: { redriveCount: 1 } },
  ]);
  await it.stop();

  const later = await start();
  expect(later.resume()).toBe(0);
  expect(await later.describe(executionArn)).toMatchObject({ status: 'SUCCEEDED' });
  await later.stop();
});

test('an execution that runs when the twin is stopped is run again by the next one', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const first = await start({ functions: { work: () => promise } });
  const executionArn = await first.start({}, 'a');
  await first.stop();
  resolve();
  const second = await start({ functions: { work: () => 'done' } });
  expect(await second.describe(executionArn)).toMatchObject({ status: 'RUNNING' });
  expect(second.resume()).toBe(1);
  expect(await second.ended(executionArn)).toMatchObject({ status: 'SUCCEEDED', output: '"done"' });
  await second.stop();
});

test('half a line that a crash left at the end is passed over', async () => {
  const first = await start({ functions: { work: () => 'done' } });
  const executionArn = await first.start({}, 'a');
  await first.ended(executionArn);
  await first.stop();
  await appendFile(file(), '{"arn":"arn:aws:st');
  const second = await start();
  expect(await second.describe(executionArn)).toMatchObject({ status: 'SUCCEEDED' });
  await second.stop();
});

test('a start writes the file anew, without what is superseded or older than 90 days', async () => {
  let time = 1_700_000_000_000;
  const now = () => time;
  const first = await start({ functions: { work: () => 'done' }, now });
  await first.run({}, 'old');
  time += 91 * 24 * 3600 * 1000;
  await first.run({}, 'young');
  await first.stop();
  await (await start({ now })).stop();
  const lines = (await readFile(file(), 'utf8')).trim().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ name: 'young', status: 'SUCCEEDED' }]);
});
