import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sandboxPaymentFromItem } from '#shared/contracts/sandbox-payment.ts';
import { fromItem } from '#shared/contracts/stored-payment.ts';
import type { Payment } from '#shared/domain/payments/payment.ts';
import { braveTheStorm, type Survivors } from '../storm/brave-the-storm.ts';
import type { Order } from '../storm/orders.ts';
import type { ApiClient } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';

interface Promised {
  client: ApiClient;
  order: Order;
  paymentId: string;
}

let it: Survivors;
/** Each payment that a partner was told of. */
let promised: Promised[];
beforeAll(async () => {
  it = await braveTheStorm();
  const batch = await eventually(
    'the batch to be completed',
    async () => {
      const { json } = await it.batch.client('GET', `/v1/payment-batches/${it.batch.id}`);
      return json.status === 'completed' && json;
    },
    { deadlineMs: 200_000, everyMs: 500 },
  );
  const inBatch = it.batch.orders.map((order, index) => {
    const { paymentId } = batch.results[index];
    return { client: it.batch.client, order, paymentId };
  });
  const alone = it.partners.flatMap(({ client, told }) =>
    told.map(({ order, answer }) => ({ client, order, paymentId: answer.json.id })),
  );
  promised = [...alone, ...inBatch].filter(({ order }) => order.ends !== 'refused');
}, 420_000);
afterAll(() => it?.stop(), 30_000);

describe('500 payments in a storm, on a twin that is killed twice in their middle', () => {
  // Of each of these some dozen strike: that one does not strike at all would be a defect, and no chance.
  test('every common kind of trouble struck', () => {
    const kinds = [...it.troubles.keys()];
    for (const kind of [
      ...['kill invoke', 'drop-response invoke', 'throttle aws-call', 'drop-response aws-call', 'fail aws-call'],
      ...['duplicate delivery', 'drop-response gateway-response'],
    ])
      expect(kinds).toContain(kind);
  });

  test('each request was accepted, or refused for want of money', () => {
    for (const { told } of it.partners) {
      expect(told).toHaveLength(208);
      for (const { order, answer } of told) expect([order.key, answer.status]).toEqual([order.key, statusFor(order)]);
    }
    expect(promised).toHaveLength(500);
  });

  test('every payment comes to its end', async () => {
    let open = promised;
    await eventually(
      'all payments to be final',
      async () => {
        const seen = await Promise.all(open.map(async (one) => ({ one, ends: await statusOf(one) })));
        open = seen.filter(({ one, ends }) => ends !== one.order.ends).map(({ one }) => one);
        return open.length === 0;
      },
      { deadlineMs: 300_000, everyMs: 2_000 },
    ).catch(() => {});
    expect(open.map(({ order, paymentId }) => [paymentId, order.reference, order.ends])).toEqual([]);
  }, 320_000);

  test('each key made one payment, the one that its partner was told of', async () => {
    for (const { client, told } of it.partners)
      for (const { order, answer } of told) {
        const { json } = await client('GET', `/v1/payments?idempotencyKey=${order.key}`);
        const ids = json.payments.map(({ id }: { id: string }) => id);
        expect([order.key, ids]).toEqual([order.key, order.ends === 'refused' ? [] : [answer.json.id]]);
      }
  }, 60_000);

  test('the bank took those payments and no other', async () => {
    const taken = (await scan(it.outputs.RailTableName)).map((item) => sandboxPaymentFromItem(item).paymentId);
    const made = (await payments()).map(({ id }) => id);
    expect(taken.toSorted()).toEqual(made.toSorted());
    expect(taken).toHaveLength(promised.length + demoPayments);
  });

  test('the balances are what was deposited, less what settled', async () => {
    for (const { client, id } of it.partners) {
      const own = (await payments()).filter(({ partnerId, status }) => partnerId === id && status === 'settled');
      const settled = own.reduce((sum, { amount }) => sum + amount.value, 0);
      const { json } = await client('GET', '/v1/balances');
      expect(json.balances).toEqual([{ currency: 'EUR', available: deposited - settled, held: 0, settled }]);
    }
  });

  test('the audit finds the books right', async () => {
    const { code, out } = await it.operate('ledger', 'audit');
    expect(out).toContain('The books are right');
    expect(code).toBe(0);
  });
});

/** What the seed gives each demo partner, in cents, and how many payments it makes. */
const deposited = 100_000_000;
const demoPayments = 1;

function statusFor({ ends }: Order): number {
  return ends === 'refused' ? 402 : 202;
}

async function statusOf({ client, paymentId }: Promised): Promise<string> {
  return (await client('GET', `/v1/payments/${paymentId}`)).json?.status;
}

async function payments(): Promise<Payment[]> {
  return (await scan(it.outputs.PaymentsTableName)).map(fromItem);
}

async function scan(TableName: string | undefined): Promise<unknown[]> {
  const items: unknown[] = [];
  for await (const { Items = [] } of paginateScan({ client: it.documents }, { TableName, ConsistentRead: true }))
    items.push(...Items);
  return items;
}
