import { BatchGetItemCommand, GetItemCommand, QueryCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { roleAllowing } from '../aws-api/serve-stack.ts';
import { type DynamoDb, eventsTable, startDynamoDb } from './start-dynamodb.ts';

let it: DynamoDb;
beforeAll(async () => {
  const events = { 'Fn::GetAtt': ['Events', 'Arn'] };
  it = await startDynamoDb({
    Events: eventsTable,
    Other: eventsTable,
    Writer: roleAllowing({ Action: ['dynamodb:PutItem', 'dynamodb:ConditionCheckItem'], Resource: events }),
    IndexReader: roleAllowing({ Action: 'dynamodb:Query', Resource: { 'Fn::Join': ['', [events, '/index/byOwner']] } }),
    BatchReader: roleAllowing({ Action: 'dynamodb:BatchGetItem', Resource: events }),
  });
});
afterAll(() => it.stop());

const Key = { pk: { S: 'x' } };

test('a transaction needs the right to what each member does, not to the transaction', async () => {
  const writer = it.as('Writer');
  const TableName = it.table();
  const put = { Put: { TableName, Item: Key } };
  const check = {
    ConditionCheck: { TableName, Key: { pk: { S: 'y' } }, ConditionExpression: 'attribute_not_exists(pk)' },
  };
  const remove = { Delete: { TableName, Key: { pk: { S: 'z' } } } };
  await writer.send(new TransactWriteItemsCommand({ TransactItems: [put, check] }));
  await expect(writer.send(new TransactWriteItemsCommand({ TransactItems: [put, remove] }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining(`dynamodb:DeleteItem on resource: ${it.resource('Events').arn}`),
  });
  writer.destroy();
});

test('a query of an index needs the right to the index, and that one gives none to the table', async () => {
  const reader = it.as('IndexReader');
  const query = (IndexName: string | undefined, key: string) =>
    reader.send(
      new QueryCommand({
        ...{ TableName: it.table(), IndexName, KeyConditionExpression: '#k = :k' },
        ExpressionAttributeNames: { '#k': key },
        ExpressionAttributeValues: { ':k': { S: 'x' } },
      }),
    );
  expect((await query('byOwner', 'owner')).Count).toBe(0);
  await expect(query(undefined, 'pk')).rejects.toMatchObject({ name: 'AccessDeniedException' });
  await expect(reader.send(new GetItemCommand({ TableName: it.table(), Key }))).rejects.toThrow('dynamodb:GetItem');
  reader.destroy();
});

test('a batch needs the right to every table in it', async () => {
  const reader = it.as('BatchReader');
  const get = (...tables: string[]) =>
    reader.send(
      new BatchGetItemCommand({
        RequestItems: Object.fromEntries(tables.map((id) => [it.table(id), { Keys: [Key] }])),
      }),
    );
  await get('Events');
  await expect(get('Events', 'Other')).rejects.toThrow(String(it.resource('Other').arn));
  reader.destroy();
});
