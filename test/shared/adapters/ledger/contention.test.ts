import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { contentionLimits } from '#shared/adapters/ledger/contention.ts';
import { RetryLater } from '#shared/domain/errors.ts';
import { depositOf } from '#shared/domain/ledger/deposit.ts';
import type { Payment } from '#shared/domain/payments/payment.ts';
import type { PaymentStore } from '../../../fakes/payment-store.ts';
import { aPayment, aScope } from '../../../support/a-payment.ts';
import { canceled, contention, refusal, serveTables, type TableCall } from '../../../support/contended-tables.ts';
import type { Reply, Served } from '../../../support/serve.ts';
import { anybody, startTables, type Tables } from '../../../support/start-tables.ts';
import { tableStore } from '../../../support/table-store.ts';

let tables: Tables;
let front: Served;
let client: DynamoDBClient;
let store: PaymentStore;
/** Treats each call that comes, in turn; afterwards calls pass. */
let treatments: ((call: TableCall) => Promise<Reply> | Reply)[] = [];
let treatAll: ((call: TableCall) => Promise<Reply>) | undefined;
let calls: TableCall[] = [];

beforeAll(async () => {
  tables = await startTables();
  front = await serveTables(tables.url, async (call) => {
    calls.push(call);
    const treat = treatAll ?? treatments.shift();
    return treat ? treat(call) : call.forward();
  });
  client = new DynamoDBClient({ endpoint: front.url, region: 'eu-central-1', credentials: anybody, maxAttempts: 2 });
  store = tableStore(DynamoDBDocumentClient.from(client), { opening: 0 });
});
afterEach(() => {
  treatments = [];
  treatAll = undefined;
});
afterAll(async () => {
  client?.destroy();
  await front?.stop();
  await tables?.stop();
});

/** A partner with 1,000 euros, and from then on only the calls that follow. */
async function funded(partnerId: string, value = 100_000): Promise<void> {
  const deposit = depositOf(
    { partnerId, amount: { value, currency: 'EUR' }, key: 'first' },
    '2026-11-20T09:00:00.000Z',
  );
  expect(await store.deposit(deposit)).toBe('booked');
  calls = [];
}
const pay = (partnerId: string, value = 12_500, key = 'key-1'): Payment =>
  aPayment({ scope: aScope({ partnerId, key }), amount: { value, currency: 'EUR' } });
const eventOf = ({ id: paymentId }: Payment) => ({
  event: { id: `evt-${paymentId}`, type: 'settled' as const },
  paymentId,
  verdict: 'fits' as const,
  at: '2026-11-20T10:00:00.000Z',
  requestId: 'request-1',
});
const settled = (payment: Payment) => ({ before: payment, after: { ...payment, status: 'settled' as const } });
const euros = (available: number, held: number, settled: number) => [{ currency: 'EUR', available, held, settled }];
const tokens = () => calls.map(({ input }) => input.ClientRequestToken);
/** The engine does it, and nobody hears of it. */
const losesAnswer = async (call: TableCall) => {
  await call.forward();
  return call.hangUp();
};

describe('a transaction that meets another one', () => {
  test('is tried again until it gets through, each time as a new one', async () => {
    await funded('meets');
    treatments = [
      () => canceled(['None', 'None', 'TransactionConflict']),
      () => canceled(['TransactionConflict', 'None', 'None']),
      () => canceled(['None', 'ThrottlingError', 'None']),
    ];
    expect(await store.save(pay('meets'))).toEqual({ outcome: 'saved' });
    expect(calls).toHaveLength(4);
    expect(new Set(tokens()).size).toBe(4);
    expect(await store.balances('meets')).toEqual(euros(87_500, 12_500, 0));
  });

  test('gives up after some seconds, and has done nothing', async () => {
    await funded('gives-up');
    const [fresh, payment] = [pay('gives-up', 12_500, 'fresh'), pay('gives-up')];
    await store.save(payment);
    const before = await store.balances('gives-up');
    treatAll = async (call) =>
      call.operation.startsWith('Transact')
        ? canceled(call.input.TransactItems.map(() => 'TransactionConflict'))
        : call.forward();
    const startedAt = Date.now();
    const results = await Promise.allSettled([
      store.save(fresh),
      store.record(eventOf(payment), settled(payment)),
      store.replace(payment, settled(payment).after),
    ]);
    for (const result of results) expect(result).toMatchObject({ reason: expect.any(RetryLater) });
    expect(Date.now() - startedAt).toBeLessThan(contentionLimits.patienceMs + 1_000);
    treatAll = undefined;
    expect(await store.balances('gives-up')).toEqual(before);
    expect(await store.find(payment.id)).toEqual(payment);
    expect(await store.find(fresh.id)).toBeUndefined();
  });

  test('for any other reason than these is not tried again: it is a defect', async () => {
    await funded('defect');
    treatments = [() => canceled(['None', 'ValidationError', 'None'])];
    await expect(store.save(pay('defect'))).rejects.toMatchObject({ name: 'TransactionCanceledException' });
    expect(calls).toHaveLength(1);
  });

  const halfWritten = () => canceled(['TransactionConflict', 'None', 'ConditionalCheckFailed']);

  test('finds nothing proved by a condition behind a conflict: a payment that is being written is no lack of funds', async () => {
    await funded('half-saved');
    treatments = [halfWritten];
    expect(await store.save(pay('half-saved'))).toEqual({ outcome: 'saved' });
  });

  test('… and one that is being settled is no defect of the books', async () => {
    await funded('half-settled');
    const payment = pay('half-settled');
    await store.save(payment);
    treatments = [halfWritten];
    expect(await store.replace(payment, settled(payment).after)).toBe('saved');
  });

  test('a condition that does not hold outweighs a conflict behind it', async () => {
    await funded('outweighs');
    const payment = pay('outweighs');
    await store.save(payment);
    treatments = [
      async (call) => {
        const { status, body } = await call.forward();
        const { CancellationReasons: reasons, ...rest } = body as { CancellationReasons: object[] };
        return {
          status,
          body: { ...rest, CancellationReasons: [reasons[0], { Code: 'None' }, { Code: 'TransactionConflict' }] },
        };
      },
    ];
    expect(await store.save(payment)).toEqual({ outcome: 'exists', payment });
  });
});

describe('a transaction whose answer is lost', () => {
  test('is recognised by its token when it is sent again', async () => {
    await funded('lost');
    treatments = [losesAnswer];
    const payment = pay('lost');
    expect(await store.save(payment)).toEqual({ outcome: 'saved' });
    expect(calls).toHaveLength(2);
    expect(new Set(tokens()).size).toBe(1);
    treatments = [losesAnswer];
    expect(await store.record(eventOf(payment), settled(payment))).toBe('recorded');
    expect(await store.balances('lost')).toEqual(euros(87_500, 0, 12_500));
  });

  test('is waited for under its token while it is still under way', async () => {
    await funded('under-way');
    const inProgress = () => refusal('TransactionInProgressException');
    treatments = [losesAnswer, inProgress, inProgress];
    expect(await store.save(pay('under-way'))).toEqual({ outcome: 'saved' });
    expect(new Set(tokens()).size).toBe(1);
    expect(await store.balances('under-way')).toEqual(euros(87_500, 12_500, 0));
  });

  test('is found out by its conditions once DynamoDB has forgotten the token', async () => {
    await funded('forgotten');
    const payment = pay('forgotten');
    await store.save(payment);
    expect(await store.save(payment)).toEqual({ outcome: 'exists', payment });
    await store.record(eventOf(payment), settled(payment));
    expect(await store.record(eventOf(payment), settled(payment))).toBe('duplicate');
    expect(await store.replace(payment, settled(payment).after)).toBe('stale');
    expect(await store.balances('forgotten')).toEqual(euros(87_500, 0, 12_500));
  });
});

describe('balances', () => {
  test('are read again when a first deposit was seen on some of its shards only', async () => {
    await funded('first', 8_000);
    treatments = [
      async (call) => {
        const { status, body } = await call.forward();
        const { Items } = body as { Items: object[] };
        return { status, body: { Items: Items.slice(0, 3), Count: 3, ScannedCount: 3 } };
      },
    ];
    expect(await store.balances('first')).toEqual(euros(8_000, 0, 0));
  });
});

describe('a payment that its shard of the balance cannot pay alone', () => {
  test('is paid by several, in one transaction', async () => {
    await funded('several', 8_000);
    expect(await store.save(pay('several', 2_500))).toEqual({ outcome: 'saved' });
    expect(calls.map(({ operation }) => operation)).toEqual(['TransactWriteItems', 'Query', 'TransactWriteItems']);
    expect(await store.balances('several')).toEqual(euros(5_500, 2_500, 0));
  });

  test('looks again when others spent what it saw', async () => {
    await funded('overtaken', 8_000);
    const other = pay('overtaken', 7_000, 'other');
    treatments = [
      (call) => call.forward(),
      async (call) => {
        const seen = await call.forward();
        await tableStore(tables.documents, { opening: 0 }).save(other);
        return seen;
      },
    ];
    expect(await store.save(pay('overtaken', 2_500))).toEqual({
      outcome: 'insufficient',
      available: { value: 1_000, currency: 'EUR' },
    });
    expect(await store.balances('overtaken')).toEqual(euros(1_000, 7_000, 0));
  });

  test('exists when it was its own earlier attempt that took the money', async () => {
    await funded('own', 8_000);
    const payment = pay('own', 8_000);
    await store.save(payment);
    const short = ['None', 'None', ...Array.from({ length: 8 }, () => 'ConditionalCheckFailed')];
    treatments = [() => canceled(short)];
    expect(await store.save(payment)).toEqual({ outcome: 'exists', payment });
  });

  test.each([0, 5])(
    'is refused only if there was too little at one moment, with %i ms under each transaction',
    async (preparedMs) => {
      const partnerId = `crowd-${preparedMs}`;
      await funded(partnerId, 10_000);
      treatAll = contention({ preparedMs }).treat;
      const payments = Array.from({ length: 40 }, (_, n) => pay(partnerId, 500, `key-${n}`));
      const results = await Promise.allSettled(payments.map((payment) => store.save(payment)));
      treatAll = undefined;
      const outcomes = results.map((result) => (result.status === 'fulfilled' ? result.value.outcome : 'gave up'));
      const count = (outcome: string) => outcomes.filter((each) => each === outcome).length;
      expect(count('insufficient') + count('gave up')).toBeGreaterThanOrEqual(20);
      if (count('gave up') === 0) expect(count('saved')).toBe(20);
      const held = 500 * count('saved');
      expect(await store.balances(partnerId)).toEqual(euros(10_000 - held, held, 0));
    },
  );
});
