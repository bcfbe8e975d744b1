import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { homeShard } from '#shared/adapters/ledger/shards.ts';
import { RetryLater } from '#shared/domain/errors.ts';
import { depositOf } from '#shared/domain/ledger/deposit.ts';
import type { Payment } from '#shared/domain/payments/payment.ts';
import { fingerprintIn } from '#shared/domain/payments/payment-id.ts';
import type { PaymentStore } from '../../../fakes/payment-store.ts';
import { aPayment, aScope } from '../../../support/a-payment.ts';
import { startTables, type Tables } from '../../../support/start-tables.ts';
import { tableStore } from '../../../support/table-store.ts';

const TableName = 'LedgerTable';
const at = '2026-11-20T09:00:00.000Z';

let tables: Tables;
let store: PaymentStore;
beforeAll(async () => {
  tables = await startTables();
  store = tableStore(tables.documents, { opening: 0 });
});
afterAll(() => tables?.stop());

const deposit = (partnerId: string, value: number, key = 'first') =>
  store.deposit(depositOf({ partnerId, amount: { value, currency: 'EUR' }, key }, at));
const pay = (partnerId: string, value: number): Payment =>
  aPayment({ scope: aScope({ partnerId }), amount: { value, currency: 'EUR' } });
const entriesOf = async (payment: Payment) => {
  const { Items = [] } = await tables.documents.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': `payment#${fingerprintIn(payment.id)}` },
    }),
  );
  return Items;
};
const shardsOf = async (partnerId: string) => {
  const { Items = [] } = await tables.documents.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': `balance#${partnerId}` },
    }),
  );
  return Items;
};

describe('what the ledger keeps', () => {
  test('of a deposit: one entry with both sides, and an equal share on every shard', async () => {
    await deposit('shape', 803);
    const Key = { pk: 'deposit#shape#first', sk: 'deposit' };
    const { Item } = await tables.documents.send(new GetCommand({ TableName, Key }));
    const shares = [101, 101, 101, 100, 100, 100, 100, 100];
    expect(Item).toEqual({
      ...Key,
      partnerId: 'shape',
      amount: { value: 803, currency: 'EUR' },
      at,
      legs: [
        ...shares.map((share, shard) => ({ account: 'clearing', shard, value: -share })),
        ...shares.map((share, shard) => ({ account: 'available', shard, value: share })),
      ],
    });
    expect(await shardsOf('shape')).toEqual(
      shares.map((share, shard) => ({
        pk: 'balance#shape',
        sk: `EUR#0${shard}`,
        available: share,
        held: 0,
        settled: 0,
        clearing: -share,
        deposits: 1,
      })),
    );
  });

  test('of a payment: an entry for each movement, in one place, all on the shard of the payment', async () => {
    await deposit('entries', 8_000);
    const payment = pay('entries', 500);
    const shard = homeShard(payment.id);
    await store.save(payment);
    const updatedAt = '2026-11-20T11:00:00.000Z';
    await store.replace(payment, { ...payment, status: 'returned', updatedAt });
    const entry = (sk: string, from: string, to: string, when: string) => ({
      pk: `payment#${fingerprintIn(payment.id)}`,
      sk,
      partnerId: 'entries',
      amount: payment.amount,
      at: when,
      legs: [
        { account: from, shard, value: -500 },
        { account: to, shard, value: 500 },
      ],
    });
    expect(await entriesOf(payment)).toEqual([
      entry('hold', 'available', 'held', payment.createdAt),
      entry('return', 'settled', 'available', updatedAt),
      entry('settle', 'held', 'settled', updatedAt),
    ]);
  });

  test('of a payment that several shards paid: what each gave, and all of it held on the payment’s own', async () => {
    await deposit('several', 800);
    const payment = pay('several', 750);
    await store.save(payment);
    const [hold] = await entriesOf(payment);
    expect(hold?.legs).toHaveLength(9);
    expect(hold?.legs.at(-1)).toEqual({ account: 'held', shard: homeShard(payment.id), value: 750 });
    const shards = await shardsOf('several');
    expect(shards.map(({ held }) => held).toSorted((one, other) => one - other)).toEqual([0, 0, 0, 0, 0, 0, 0, 750]);
    for (const { available } of shards) expect(available).toBeGreaterThanOrEqual(0);
  });

  test('adds up, shard by shard, to the legs of the entries', async () => {
    await deposit('adds-up', 801);
    await deposit('adds-up', 99, 'second');
    const payment = pay('adds-up', 640);
    await store.save(payment);
    await store.replace(payment, { ...payment, status: 'settled' });
    const deposits = await Promise.all(
      ['first', 'second'].map(async (key) => {
        const Key = { pk: `deposit#adds-up#${key}`, sk: 'deposit' };
        return (await tables.documents.send(new GetCommand({ TableName, Key }))).Item;
      }),
    );
    const legs = [...deposits, ...(await entriesOf(payment))].flatMap((entry) => entry?.legs ?? []);
    for (const shard of await shardsOf('adds-up')) {
      for (const account of ['available', 'held', 'settled', 'clearing']) {
        const own = legs.filter((leg) => leg.account === account && shard.sk === `EUR#0${leg.shard}`);
        expect([shard.sk, account, own.reduce((sum, { value }) => sum + value, 0)]).toEqual([
          shard.sk,
          account,
          shard[account],
        ]);
      }
    }
  });
});

describe('a payment whose books are not as they should be', () => {
  test('is not settled out of nothing: that is a defect, and nothing is written', async () => {
    await deposit('empty', 8_000);
    const payment = pay('empty', 500);
    await store.save(payment);
    const Key = { pk: 'balance#empty', sk: `EUR#0${homeShard(payment.id)}` };
    await tables.documents.send(
      new UpdateCommand({
        TableName,
        Key,
        UpdateExpression: 'SET held = :zero',
        ExpressionAttributeValues: { ':zero': 0 },
      }),
    );
    await expect(store.replace(payment, { ...payment, status: 'settled' })).rejects.toThrow(/the books do not hold/);
    expect(await store.find(payment.id)).toEqual(payment);
  });

  test('is not made again when it is gone but its money moved', async () => {
    await deposit('gone', 8_000);
    const payment = pay('gone', 500);
    const Item = { pk: `payment#${fingerprintIn(payment.id)}`, sk: 'hold' };
    await tables.documents.send(new PutCommand({ TableName, Item }));
    await expect(store.save(payment)).rejects.toThrow(/there is no payment/);
    expect(await store.balances('gone')).toEqual([{ currency: 'EUR', available: 8_000, held: 0, settled: 0 }]);
  });
});

describe('balances', () => {
  const change = (partnerId: string, UpdateExpression: string, value: number) =>
    tables.documents.send(
      new UpdateCommand({
        TableName,
        Key: { pk: `balance#${partnerId}`, sk: 'EUR#03' },
        UpdateExpression,
        ExpressionAttributeValues: { ':value': value },
      }),
    );

  test.each([
    ['a movement between shards', 'ADD available :value', -7],
    ['a deposit', 'ADD deposits :value', 1],
  ])('are read again while %s is half done', async (what, expression, value) => {
    const partnerId = what.replaceAll(' ', '-').slice(0, 30);
    await deposit(partnerId, 8_000);
    await change(partnerId, expression, value);
    const reading = store.balances(partnerId);
    await change(partnerId, expression, -value);
    expect(await reading).toEqual([{ currency: 'EUR', available: 8_000, held: 0, settled: 0 }]);
  });

  test('are not told while they do not add up, or while a deposit is not everywhere', async () => {
    await deposit('never-adds-up', 8_000);
    await change('never-adds-up', 'ADD available :value', 1);
    await deposit('never-everywhere', 8_000);
    await change('never-everywhere', 'ADD deposits :value', 1);
    const readings = await Promise.allSettled([store.balances('never-adds-up'), store.balances('never-everywhere')]);
    for (const reading of readings) expect(reading).toMatchObject({ reason: expect.any(RetryLater) });
  });
});
