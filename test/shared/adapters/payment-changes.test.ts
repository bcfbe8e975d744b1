import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { paymentChangesContract } from '../../contracts/payment-changes.ts';
import { fakePaymentStore, type PaymentStore } from '../../fakes/payment-store.ts';
import { aPayment, someMs } from '../../support/a-payment.ts';
import { startTables, type Tables } from '../../support/start-tables.ts';
import { tableStore } from '../../support/table-store.ts';

let tables: Tables;
let documents: DynamoDBDocumentClient;
let changes: PaymentStore;
beforeAll(async () => {
  tables = await startTables();
  documents = DynamoDBDocumentClient.from(tables.client, { marshallOptions: { removeUndefinedValues: true } });
  changes = tableStore(documents);
});
afterAll(() => tables?.stop());

const fake = fakePaymentStore();
paymentChangesContract('the fake', () => fake);
paymentChangesContract('DynamoDB', () => changes);

test.each([
  ['fits', Math.floor(someMs / 1000) + 90 * 24 * 3600],
  ['already', Math.floor(someMs / 1000) + 90 * 24 * 3600],
  ['refused', undefined],
] as const)('the record of an event that %s says so, and when it may be deleted: %s', async (verdict, expiresAt) => {
  const paymentId = aPayment().id;
  const failure = { code: 'c', message: 'm' };
  const at = new Date(someMs).toISOString();
  const event = { id: `evt-record-${verdict}`, type: 'returned' as const, failure };
  await changes.record({ event, paymentId, verdict, at, requestId: 'request-1' });
  const Key = { eventKey: `rail#${event.id}` };
  const { Item } = await documents.send(new GetCommand({ TableName: 'EventsTable', Key }));
  const row = { ...Key, paymentId, type: 'returned', failure, verdict, at, requestId: 'request-1' };
  expect(Item).toEqual(expiresAt === undefined ? row : { ...row, expiresAt });
});
