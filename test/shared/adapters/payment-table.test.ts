import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { paymentKey } from '#shared/contracts/stored-payment.ts';
import { paymentTableContract } from '../../contracts/payment-table.ts';
import { fakePaymentStore, type PaymentStore } from '../../fakes/payment-store.ts';
import { aPayment, aScope, someMs } from '../../support/a-payment.ts';
import { startTables, type Tables } from '../../support/start-tables.ts';
import { tableStore } from '../../support/table-store.ts';

let tables: Tables;
let table: PaymentStore;
beforeAll(async () => {
  tables = await startTables();
  table = tableStore(tables.documents);
});
afterAll(() => tables?.stop());

const fake = fakePaymentStore();
paymentTableContract('the fake', () => fake);
paymentTableContract('DynamoDB', () => table);

describe('the stored item', () => {
  test('is in the index of due payments exactly while something is awaited', async () => {
    const stored = async (key: string, dueAt?: string) => {
      const payment = aPayment({ scope: aScope({ partnerId: 'due', key }), dueAt });
      await table.save(payment);
      const { Item } = await tables.documents.send(
        new GetCommand({ TableName: 'PaymentsTable', Key: paymentKey(payment.id) }),
      );
      return Item;
    };
    const dueAt = new Date(someMs).toISOString();
    expect(await stored('awaited', dueAt)).toMatchObject({ dueShard: expect.stringMatching(/^[0-3]$/), dueAt });
    const quiet = await stored('quiet');
    expect(quiet).not.toHaveProperty('dueShard');
    expect(quiet).not.toHaveProperty('dueAt');
  });

  test('that is no payment is a defect and not an empty answer', async () => {
    const { id, ...rest } = aPayment({ scope: aScope({ partnerId: 'broken' }) });
    const Item = { ...paymentKey(id), ...rest, id, status: 'lost' };
    await tables.documents.send(new PutCommand({ TableName: 'PaymentsTable', Item }));
    await expect(table.find(id)).rejects.toThrow();
  });
});

test('a page that DynamoDB cuts at 1 MB says that there is more', async () => {
  const value = 'x'.repeat(500);
  const metadata = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`key-${n}`, value]));
  for (let n = 0; n < 105; n += 1) {
    await table.save(aPayment({ scope: aScope({ partnerId: 'large', key: `key-${n}` }), atMs: someMs + n, metadata }));
  }
  const first = await table.list({ partnerId: 'large', limit: 104 });
  expect(first.payments.length).toBeLessThan(104);
  expect(first.more).toBe(true);
  const rest = await table.list({ partnerId: 'large', limit: 104, afterId: first.payments.at(-1)?.id });
  expect(first.payments.length + rest.payments.length).toBe(105);
  expect(rest.more).toBe(false);
});
