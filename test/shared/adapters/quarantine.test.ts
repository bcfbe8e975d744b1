import { createHash } from 'node:crypto';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { quarantine } from '#shared/adapters/webhooks/quarantine.ts';
import type { Delivery } from '#shared/domain/webhooks/delivery.ts';
import type { Quarantine } from '#shared/domain/webhooks/process-webhook.ts';
import { fakeQuarantine } from '../../fakes/quarantine.ts';
import { someMs } from '../../support/a-payment.ts';
import { startTables, type Tables } from '../../support/start-tables.ts';

const at = new Date(someMs).toISOString();
const later = new Date(someMs + 1000).toISOString();
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

async function rowOf(requestId: string): Promise<Record<string, unknown>> {
  const { Items = [] } = await db.send(new ScanCommand({ TableName: 'EventsTable' }));
  return Items.find((item) => item.requestId === requestId) ?? {};
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const fake = fakeQuarantine();
describe.each([
  ['the fake', () => fake.quarantine],
  ['DynamoDB', () => kept],
])('%s, as a quarantine', (_, keep) => {
  test('a delivery is kept once', async () => {
    expect(await keep()(delivery, 'bad-signature', at)).toBe('kept');
    expect(await keep()(delivery, 'bad-signature', later)).toBe('known');
  });

  test('a write that is sent again, because its answer was lost, meets itself', async () => {
    const lost = { ...delivery, requestId: 'r-lost' };
    expect(await keep()(lost, 'bad-signature', at)).toBe('kept');
    expect(await keep()(lost, 'bad-signature', at)).toBe('kept');
  });

  test('another delivery of a stranger’s event is kept too', async () => {
    expect(await keep()({ ...delivery, requestId: 'r-2' }, 'bad-signature', at)).toBe('kept');
  });

  test('an event of the rail itself is kept once for one reason, however often it is delivered', async () => {
    const genuine = { ...delivery, id: 'evt-2', requestId: 'r-5' };
    const again = { ...genuine, timestamp: '2', signature: 'v1,BBBB', requestId: 'r-6' };
    expect(await keep()(genuine, 'unknown-payment', at)).toBe('kept');
    expect(await keep()(again, 'unknown-payment', later)).toBe('known');
    expect(await keep()(again, 'stale-timestamp', later)).toBe('kept');
    expect(await keep()({ ...again, body: 'another' }, 'unknown-payment', later)).toBe('kept');
  });

  test('a delivery without any header is kept', async () => {
    expect(await keep()({ body: '', receivedAt: someMs, requestId: 'r-3' }, 'missing-headers', at)).toBe('kept');
  });
});

test('what the rail itself sent is kept whole, and for as long as nobody decides on it', async () => {
  const genuine = { ...delivery, body: 'ä'.repeat(150_000), requestId: 'r-genuine' };
  await kept(genuine, 'malformed-body', at);
  expect(await rowOf('r-genuine')).toEqual({
    ...genuine,
    eventKey: expect.stringMatching(/^quarantine#[0-9a-f]{64}$/),
    reason: 'malformed-body',
    at,
    bodyLength: 300_000,
    bodySha256: sha256(genuine.body),
  });
});

test('what a stranger sent costs one write unit, however large it is, and expires', async () => {
  const body = `start ${'€'.repeat(300_000)}`;
  const long = 'x'.repeat(5_000);
  await kept(
    { ...delivery, body, id: long, timestamp: long, signature: long, requestId: 'r-big' },
    'bad-signature',
    at,
  );
  const row = await rowOf('r-big');
  const bytes = Object.entries(row).map(([name, value]) => Buffer.byteLength(name) + Buffer.byteLength(String(value)));
  expect(bytes.reduce((sum, each) => sum + each)).toBeLessThanOrEqual(1024);
  expect(row).toMatchObject({
    reason: 'bad-signature',
    body: `start ${'€'.repeat(126)}`,
    bodyLength: 900_006,
    bodySha256: sha256(body),
    expiresAt: Math.floor(someMs / 1000) + 90 * 24 * 3600,
  });
});

test('of a body of a megabyte the start is kept, whoever sent it: an item cannot hold it', async () => {
  const body = 'ä'.repeat(500_000);
  expect(await kept({ ...delivery, body, requestId: 'r-4' }, 'malformed-body', at)).toBe('kept');
});
