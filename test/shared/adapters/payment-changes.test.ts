import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findDuePayments } from '#shared/adapters/find-due-payments.ts';
import { findOldestWaiting } from '#shared/adapters/find-oldest-waiting.ts';
import { findPayment } from '#shared/adapters/find-payment.ts';
import { recordRailEvent } from '#shared/adapters/record-rail-event.ts';
import { replacePayment } from '#shared/adapters/replace-payment.ts';
import { savePayment } from '#shared/adapters/save-payment.ts';
import { paymentChangesContract } from '../../contracts/payment-changes.ts';
import { fakePaymentChanges, type PaymentChanges } from '../../fakes/payment-changes.ts';
import { aPayment, someMs } from '../../support/a-payment.ts';
import { startTables, type Tables } from '../../support/start-tables.ts';

let tables: Tables;
let documents: DynamoDBDocumentClient;
let changes: PaymentChanges;
beforeAll(async () => {
  tables = await startTables();
  documents = DynamoDBDocumentClient.from(tables.client, { marshallOptions: { removeUndefinedValues: true } });
  const save = savePayment(documents, 'PaymentsTable');
  changes = {
    put: async (payment) => void (await save(payment)),
    find: findPayment(documents, 'PaymentsTable'),
    replace: replacePayment(documents, 'PaymentsTable'),
    record: recordRailEvent(documents, { paymentsTable: 'PaymentsTable', eventsTable: 'EventsTable' }),
    due: findDuePayments(documents, 'PaymentsTable'),
    oldest: findOldestWaiting(documents, 'PaymentsTable'),
  };
});
afterAll(() => tables?.stop());

const fake = fakePaymentChanges();
paymentChangesContract('the fake', () => fake);
paymentChangesContract('DynamoDB', () => changes);

test('the record of an event says what was decided and when it may be deleted', async () => {
  const paymentId = aPayment().id;
  const failure = { code: 'c', message: 'm' };
  const at = new Date(someMs).toISOString();
  const event = { id: 'evt-record', type: 'returned' as const, failure };
  await changes.record({ event, paymentId, verdict: 'refused', at, requestId: 'request-1' });
  const Key = { eventKey: 'rail#evt-record' };
  const { Item } = await documents.send(new GetCommand({ TableName: 'EventsTable', Key }));
  const expiresAt = Math.floor(someMs / 1000) + 90 * 24 * 3600;
  expect(Item).toEqual({
    ...Key,
    paymentId,
    type: 'returned',
    failure,
    verdict: 'refused',
    at,
    requestId: 'request-1',
    expiresAt,
  });
});
