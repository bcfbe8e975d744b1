import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, expect, test } from '@jest/globals';
import { eventually } from '../../support/eventually.ts';
import { type DynamoDb, startDynamoDb } from './start-dynamodb.ts';

let it: DynamoDb;
afterEach(() => it.stop());

const nowMs = Date.now();
const seconds = (offset: number) => ({ N: String(Math.floor(nowMs / 1000) + offset) });

async function put(pk: string, expiresAt: { N: string } | { S: string }, ConditionExpression?: string): Promise<void> {
  const Item = { pk: { S: pk }, expiresAt };
  await it.db.send(new PutItemCommand({ TableName: it.table(), Item, ConditionExpression }));
}

async function exists(pk: string): Promise<boolean> {
  const { Item } = await it.db.send(new GetItemCommand({ TableName: it.table(), Key: { pk: { S: pk } } }));
  return Item !== undefined;
}

test('an expired item is still read, and still fails attribute_not_exists, until it is swept [G]', async () => {
  it = await startDynamoDb(undefined, { now: () => nowMs });
  await put('expired', seconds(-10));
  expect(await exists('expired')).toBe(true);
  await expect(put('expired', seconds(10), 'attribute_not_exists(pk)')).rejects.toMatchObject({
    name: 'ConditionalCheckFailedException',
  });
  await it.sweep();
  expect(await exists('expired')).toBe(false);
});

test('only a number of seconds in the past, at most five years, expires an item [G]', async () => {
  it = await startDynamoDb(undefined, { now: () => nowMs });
  await put('future', seconds(60));
  await put('a text', { S: String(Math.floor(nowMs / 1000) - 10) });
  await put('milliseconds', { N: String(nowMs - 10_000) });
  await put('six years ago', seconds(-6 * 365 * 24 * 3600));
  await put('past', seconds(-60));
  await it.sweep();
  const names = ['future', 'a text', 'milliseconds', 'six years ago', 'past'];
  const left = await Promise.all(names.map(exists));
  expect(left).toEqual([true, true, true, true, false]);
});

test('the sweep runs by itself', async () => {
  it = await startDynamoDb(undefined, { sweepEveryMs: 20 });
  await put('expired', seconds(-10));
  await eventually('the item is swept', async () => !(await exists('expired')));
});
