import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { eventually } from '../../support/eventually.ts';
import { runAndWait } from '../aws-api/run-and-wait.ts';
import { eventsTable, startDynamoDb } from './start-dynamodb.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tables-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const Key = { pk: { S: 'kept' } };

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('the engine dies with a process that is killed, and what DynamoDB answered is kept', async () => {
  const died = await runAndWait(join(import.meta.dirname, 'put-and-die.ts'), [dataDir]);
  expect(died).toMatchObject({ signal: 'SIGKILL', stdout: expect.stringMatching(/^\d+$/) });
  await eventually('the engine is gone', () => !isAlive(Number(died.stdout)), { deadlineMs: 5_000 });

  const it = await startDynamoDb(undefined, { dataDir });
  const { Item } = await it.db.send(new GetItemCommand({ TableName: it.table(), Key }));
  expect(Item).toEqual(Key);
  await it.stop();
});

test('stopping ends the engine', async () => {
  const it = await startDynamoDb();
  expect(isAlive(it.pid)).toBe(true);
  await it.stop();
  await eventually('the engine is gone', () => !isAlive(it.pid), { deadlineMs: 5_000 });
});

test('a data folder of another template is refused, not mixed', async () => {
  const it = await startDynamoDb(undefined, { dataDir });
  await it.stop();
  const [index] = eventsTable.Properties.GlobalSecondaryIndexes;
  const renamed = { ...eventsTable.Properties, GlobalSecondaryIndexes: [{ ...index, IndexName: 'renamed' }] };
  const changed = { Events: { ...eventsTable, Properties: renamed } };
  await expect(startDynamoDb(changed, { dataDir })).rejects.toThrow(/other keys or indexes than the template's/);
});

test('several run beside each other, each with items of its own', async () => {
  const [one, two] = await Promise.all([startDynamoDb(), startDynamoDb()]);
  await one.db.send(new PutItemCommand({ TableName: one.table(), Item: Key }));
  const { Item } = await two.db.send(new GetItemCommand({ TableName: two.table(), Key }));
  expect(Item).toBeUndefined();
  await Promise.all([one.stop(), two.stop()]);
});

test('tells when the engine ends by itself, and only then', async () => {
  const failures: Error[] = [];
  const onFailure = (error: Error) => failures.push(error);
  const [stopped, killed] = await Promise.all([
    startDynamoDb(undefined, { onFailure }),
    startDynamoDb(undefined, { onFailure }),
  ]);
  await stopped.stop();
  process.kill(killed.pid, 'SIGKILL');
  const [failure] = await eventually('a failure', () => failures.length > 0 && failures);
  expect(failure?.message).toContain(`(process ${killed.pid}) ended unexpectedly: SIGKILL`);
  expect(failures).toHaveLength(1);
  await killed.stop();
});
