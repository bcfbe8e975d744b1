import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dynamoDb } from '#shared/adapters/dynamodb-client.ts';

let silent: Server;
let connections = 0;
beforeAll(async () => {
  silent = createServer(() => {
    connections += 1;
  }).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const address = silent.address();
  process.env.AWS_ENDPOINT_URL_DYNAMODB = typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : '';
  process.env.AWS_REGION = 'eu-central-1';
  process.env.AWS_ACCESS_KEY_ID = 'test';
  process.env.AWS_SECRET_ACCESS_KEY = 'test';
});
afterAll(async () => {
  dynamoDb().destroy();
  silent.closeAllConnections();
  silent.close();
  await once(silent, 'close');
});

test('a service that never answers is given up within 5 seconds, after two attempts', async () => {
  const startedAt = performance.now();
  const call = dynamoDb().send(new GetItemCommand({ TableName: 'T', Key: { pk: { S: 'x' } } }));
  await expect(call).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  expect(connections).toBe(2);
});

test('a process has one DynamoDB client', () => {
  expect(dynamoDb()).toBe(dynamoDb());
});
