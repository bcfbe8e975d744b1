import { createHash, randomUUID } from 'node:crypto';
import { GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect } from '@jest/globals';
import { findPayment } from '#shared/adapters/find-payment.ts';
import { paymentKey } from '#shared/contracts/stored-payment.ts';
import { findByKey } from '#shared/domain/payments/find-by-key.ts';
import type { Payment } from '#shared/domain/payments/payment.ts';
import { paymentRequest } from '../support/api-client.ts';
import { fund } from '../support/table-store.ts';
import type { Answer, Door, Partner } from './doors/door.ts';

const route = 'POST /v1/payments';

export function newKey(): string {
  return randomUUID();
}

/** A payment that nobody has the money for: each call has a currency in which acme has nothing. */
export function unfunded(value = 500): { body: Record<string, unknown>; currency: string } {
  const currency = foreign.pop();
  if (!currency) throw new Error('more currencies are needed');
  return { body: paymentRequest({ amount: { value, currency } }), currency };
}

const foreign = ['CHF', 'SEK', 'NOK', 'DKK', 'PLN', 'CZK', 'HUF', 'RON', 'GBP', 'USD', 'CAD', 'AUD'];

export async function deposit({ documents, tables }: Door, currency: string, value: number): Promise<void> {
  await fund(documents, ['acme'], { amount: { value, currency }, table: tables.ledger });
}

export function paymentUnder(
  { documents, tables }: Door,
  key: string,
  partnerId: Partner = 'acme',
): Promise<Payment | undefined> {
  return findByKey(findPayment(documents, tables.payments))({ partnerId, route, key });
}

/** How often the payment's amount was held: the entries of its hold. */
export async function timesHeld({ documents, tables }: Door, paymentId: string): Promise<number> {
  const { Count = 0 } = await documents.send(
    new QueryCommand({
      TableName: tables.ledger,
      KeyConditionExpression: 'pk = :pk AND sk = :hold',
      ExpressionAttributeValues: { ':pk': paymentKey(paymentId).pk, ':hold': 'hold' },
      ConsistentRead: true,
    }),
  );
  return Count;
}

/** What the key store has of a key of acme: under a hash that Powertools makes of the scope. */
export async function recordOf({ documents, tables }: Door, key: string): Promise<Record<string, unknown> | undefined> {
  const command = new GetCommand({ TableName: tables.keys, Key: recordKey(key), ConsistentRead: true });
  return (await documents.send(command)).Item;
}

/** As if more than 7 days had gone by, and the store had not deleted the record yet. */
export function outliveRecord(door: Door, key: string): Promise<void> {
  return moveTime(door, key, 'expiration', Math.floor(Date.now() / 1000) - 1);
}

/** As if the time of the function that works on the key were over. */
export function outliveLock(door: Door, key: string): Promise<void> {
  return moveTime(door, key, 'in_progress_expiration', Date.now() - 1);
}

export async function moveTime({ documents, tables }: Door, key: string, attribute: string, to: number): Promise<void> {
  await documents.send(
    new UpdateCommand({
      TableName: tables.keys,
      Key: recordKey(key),
      UpdateExpression: 'SET #time = :to',
      ConditionExpression: 'attribute_exists(#time)',
      ExpressionAttributeNames: { '#time': attribute },
      ExpressionAttributeValues: { ':to': to },
    }),
  );
}

export function recordKey(key: string): { id: string } {
  const scope = JSON.stringify(['acme', route, key]);
  return { id: `answer#${createHash('sha256').update(JSON.stringify(scope)).digest('base64')}` };
}

export async function expectNothingDone(door: Door, key: string): Promise<void> {
  expect(await paymentUnder(door, key)).toBeUndefined();
}

export async function expectOnePayment(door: Door, key: string, ...answers: Answer[]): Promise<Payment> {
  const payment = await paymentUnder(door, key);
  if (!payment) throw new Error('the key made no payment');
  for (const { json } of answers) expect(json.id).toBe(payment.id);
  expect(await timesHeld(door, payment.id)).toBe(1);
  return payment;
}

export function expectSameBytes(replay: Answer, first: Answer): void {
  expect([replay.status, replay.text, replay.headers.location]).toEqual([
    first.status,
    first.text,
    first.headers.location,
  ]);
}
