import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { quarantine } from '#shared/adapters/webhooks/quarantine.ts';
import type { Delivery } from '#shared/domain/webhooks/delivery.ts';
import type { Quarantine } from '#shared/domain/webhooks/process-webhook.ts';
import { fakeQuarantine } from '../../fakes/quarantine.ts';
import { someMs } from '../../support/a-payment.ts';
import { startTables, type Tables } from '../../support/start-tables.ts';

const at = new Date(someMs).toISOString();
const delivery: Delivery = {
  body: 'not JSON',
  id: 'evt-1',
  timestamp: '1',
  signature: 'v1,AAAA',
  receivedAt: someMs,
  requestId: 'r-1',
};

let tables: Tables;
let db: DynamoDBDocumentClient;
let kept: Quarantine;
beforeAll(async () => {
  tables = await startTables();
  db = DynamoDBDocumentClient.from(tables.client, { marshallOptions: { removeUndefinedValues: true } });
  kept = quarantine(db, 'EventsTable');
});
afterAll(() => tables?.stop());

const fake = fakeQuarantine();
describe.each([
  ['the fake', () => fake.quarantine],
  ['DynamoDB', () => kept],
])('%s, as a quarantine', (_, keep) => {
  test('a delivery is kept once', async () => {
    expect(await keep()(delivery, 'bad-signature', at)).toBe('kept');
    expect(await keep()(delivery, 'bad-signature', at)).toBe('known');
  });

  test('another delivery of the same event is kept too', async () => {
    expect(await keep()({ ...delivery, requestId: 'r-2' }, 'bad-signature', at)).toBe('kept');
  });

  test('a delivery without any header is kept', async () => {
    expect(await keep()({ body: '', receivedAt: someMs, requestId: 'r-3' }, 'missing-headers', at)).toBe('kept');
  });
});

test('a quarantined delivery has all that is needed to send it in again, and its reason', async () => {
  const { Items = [] } = await db.send(new ScanCommand({ TableName: 'EventsTable' }));
  expect(Items).toContainEqual({
    ...delivery,
    eventKey: expect.stringMatching(/^quarantine#[0-9a-f]{64}$/),
    reason: 'bad-signature',
    at,
    bodyLength: delivery.body.length,
    expiresAt: Math.floor(someMs / 1000) + 90 * 24 * 3600,
  });
});

test('of a body of a megabyte the start is kept: an item cannot hold it', async () => {
  const body = 'ä'.repeat(500_000);
  expect(await kept({ ...delivery, body, requestId: 'r-4' }, 'malformed-body', at)).toBe('kept');
});
