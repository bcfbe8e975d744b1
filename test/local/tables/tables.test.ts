import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findEngine } from '../../../local/tables/find-engine.ts';
import { type DynamoDb, startDynamoDb } from './start-dynamodb.ts';

let it: DynamoDb;
beforeAll(async () => {
  it = await startDynamoDb();
});
afterAll(() => it.stop());

test("a table has the template's keys, indexes and expiry", async () => {
  const TableName = it.table();
  const { Table } = await it.db.send(new DescribeTableCommand({ TableName }));
  expect(Table).toMatchObject({
    TableStatus: 'ACTIVE',
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [{ IndexName: 'byOwner' }],
  });
  const { TimeToLiveDescription } = await it.db.send(new DescribeTimeToLiveCommand({ TableName }));
  expect(TimeToLiveDescription).toMatchObject({ AttributeName: 'expiresAt', TimeToLiveStatus: 'ENABLED' });
});

test('a failed condition gives the item that is there, when it is asked for [G]', async () => {
  const TableName = it.table();
  const Item = { pk: { S: 'taken' }, n: { N: '1' } };
  await it.db.send(new PutItemCommand({ TableName, Item }));
  await expect(
    it.db.send(
      new PutItemCommand({
        TableName,
        Item,
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    ),
  ).rejects.toMatchObject({ name: 'ConditionalCheckFailedException', Item });
});

test('a cancelled transaction tells the reason of each member, "None" for the good ones [G]', async () => {
  const TableName = it.table();
  const put = (pk: string, ConditionExpression?: string) => ({
    Put: { TableName, Item: { pk: { S: pk } }, ConditionExpression },
  });
  const TransactItems = [put('transaction-1'), put('transaction-2', 'attribute_exists(pk)')];
  await expect(it.db.send(new TransactWriteItemsCommand({ TransactItems }))).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }],
  });
  const { Item } = await it.db.send(new GetItemCommand({ TableName, Key: { pk: { S: 'transaction-1' } } }));
  expect(Item).toBeUndefined();
});

test('a large answer comes whole, with its checksum', async () => {
  const TableName = it.table();
  const data = 'x'.repeat(300_000);
  const Items = Array.from({ length: 4 }, (_, index) => ({
    pk: { S: `big-${index}` },
    owner: { S: 'big' },
    data: { S: data },
  }));
  for (const Item of Items) await it.db.send(new PutItemCommand({ TableName, Item }));
  const found = await it.db.send(
    new QueryCommand({
      TableName,
      IndexName: 'byOwner',
      KeyConditionExpression: '#o = :o',
      ExpressionAttributeNames: { '#o': 'owner' },
      ExpressionAttributeValues: { ':o': { S: 'big' } },
    }),
  );
  expect(found.Items?.every(({ data: { S } = {} }) => S === data)).toBe(true);
  expect(found.LastEvaluatedKey).toBeDefined();
});

test('in-process callers get the same answers and errors', async () => {
  const call = (operation: string, input: object) =>
    it.api.call(undefined, 'dynamodb', operation, { TableName: it.table(), ...input });
  await call('PutItem', { Item: { pk: { S: 'inside' } } });
  expect(await call('GetItem', { Key: { pk: { S: 'inside' } } })).toEqual({ Item: { pk: { S: 'inside' } } });
  await expect(call('GetItem', { TableName: 'missing-table', Key: { pk: { S: 'x' } } })).rejects.toMatchObject({
    code: 'ResourceNotFoundException',
  });
});

test('a machine without an engine is told the command that installs one', () => {
  expect(() => findEngine('haiku', 'riscv64')).toThrow(
    /not installed for haiku-riscv64\. Install it with: npm install --no-save @dynoxide\/haiku-riscv64@\d/,
  );
});
