import { beforeEach, describe, expect, test } from '@jest/globals';
import { checkBatch } from '#shared/contracts/batch.ts';
import { readCreatePayment } from '#shared/contracts/create-payment.ts';
import { closeBatch } from '#shared/domain/batches/close-batch.ts';
import {
  createBatchPayment,
  type FindBatchResult,
  type SaveBatchResult,
} from '#shared/domain/batches/create-batch-payment.ts';
import { type BatchRun, getBatch } from '#shared/domain/batches/get-batch.ts';
import { openBatch } from '#shared/domain/batches/open-batch.ts';
import { RetryLater } from '#shared/domain/errors.ts';
import { depositOf } from '#shared/domain/ledger/deposit.ts';
import { acceptPayment } from '#shared/domain/payments/accept-payment.ts';
import { type BatchTable, fakeBatchTable } from '../../../fakes/batch-table.ts';
import { fakePaymentStore, type PaymentStore } from '../../../fakes/payment-store.ts';
import { aCommand, aRequest, someMs } from '../../../support/a-payment.ts';
import { crashEverywhere } from '../../../support/crash.ts';

const name = { partnerId: 'acme', batchId: 'rent-2026-11' };
const requestId = 'acme_rent-2026-11';
const startedAt = new Date(someMs).toISOString();
const bad = { ...aRequest(), amount: { value: -1, currency: 'EUR' } };

let batches: BatchTable;
let payments: PaymentStore;
let queue: string[];
let run: BatchRun;
beforeEach(() => {
  batches = fakeBatchTable();
  payments = fakePaymentStore();
  queue = [];
  run = 'none';
});

const open = (body: unknown) => openBatch({ create: batches.create, check: checkBatch })({ ...name, startedAt, body });
const enqueue = async ({ paymentId }: { paymentId: string }) => void queue.push(paymentId);
let clockMs = someMs;
const accept = () => acceptPayment({ save: payments.save, enqueue, nowMs: () => clockMs++, resendAfterSeconds: 10 });
type Ports = Parameters<typeof createBatchPayment>[0];
const create = (index: number, payment: unknown, over: Partial<Ports> = {}) => {
  const ports = { find: batches.findResult, read: readCreatePayment, accept: accept(), save: batches.saveResult };
  return createBatchPayment({ ...ports, ...over })({ ...name, index, payment, requestId });
};
const deposit = () => {
  const amount = { ...aRequest().amount, value: 1_000_000 };
  return payments.deposit(depositOf({ partnerId: 'acme', amount, key: 'deposit' }, startedAt));
};
const close = ({ isLastLook = false } = {}) => closeBatch(batches)({ ...name, isLastLook });
const get = (over = {}, nowMs = someMs) =>
  getBatch({ read: batches.read, describe: async () => run, nowMs: () => nowMs })({ ...name, ...over });

describe('opening a batch', () => {
  test('of 1 to 500 payments opens it, whatever the payments are', async () => {
    expect(await open({ payments: [aRequest(), 'nonsense', null] })).toBe('open');
    expect(await get()).toMatchObject({
      id: name.batchId,
      status: 'processing',
      counts: { total: 3, accepted: 0, refused: 0 },
    });
  });

  const wrong: [string, unknown, string][] = [
    ['no list', {}, '/payments'],
    ['an empty list', { payments: [] }, '/payments'],
    ['501 payments', { payments: Array(501).fill({}) }, '/payments'],
    ['a list that is text', { payments: 'all' }, '/payments'],
    ['an unknown member', { payments: [{}], urgent: true }, '/urgent'],
    ['a list for a batch', [{}], ''],
    ['nothing', null, ''],
    ['a number', 7, ''],
  ];
  test.each(wrong)('with %s rejects it with its problem', async (_, body, pointer) => {
    expect(await open(body)).toBe('rejected');
    expect(await get()).toEqual({
      id: name.batchId,
      status: 'rejected',
      counts: { total: 0, accepted: 0, refused: 0 },
      results: [],
      problems: [{ pointer, detail: expect.any(String) }],
    });
  });

  test('of an empty key rejects it and writes nothing, for nobody could read it', async () => {
    const unnamed = { partnerId: 'acme', batchId: '' };
    const opened = openBatch({ create: batches.create, check: checkBatch });
    expect(await opened({ ...unnamed, startedAt, body: { payments: [aRequest()] } })).toBe('rejected');
    expect((await batches.read(unnamed)).batch).toBeUndefined();
  });

  test('again, as a retry does, is the same', async () => {
    await open({ payments: [aRequest()] });
    expect(await open({ payments: [aRequest()] })).toBe('open');
  });

  test('under the id of an earlier batch is rejected, and leaves that one as it is', async () => {
    await open({ payments: [aRequest()] });
    const later = { ...name, startedAt: '2027-11-20T10:00:00.000Z', body: { payments: [aRequest(), aRequest()] } };
    expect(await openBatch({ create: batches.create, check: checkBatch })(later)).toBe('rejected');
    expect(await get()).toMatchObject({ status: 'processing', counts: { total: 1 } });
  });
});

describe('creating a payment of a batch', () => {
  test('accepts it under the batch’s id and its place in the batch', async () => {
    const { result, isNew } = await create(3, aRequest());
    expect(result).toEqual({ index: 3, status: 'accepted', paymentId: expect.stringMatching(/^pay_/) });
    expect(isNew).toBe(true);
    const payment = result.status === 'accepted' ? await payments.find(result.paymentId) : undefined;
    expect(payment).toMatchObject({ partnerId: 'acme', batchId: name.batchId, requestId, status: 'accepted' });
    expect(queue).toEqual([payment?.id]);
  });

  test('again makes no second payment and gives the same result', async () => {
    const first = await create(0, aRequest());
    const again = await create(0, aRequest());
    expect(again).toMatchObject({ result: first.result, isNew: false });
    expect((await payments.list({ partnerId: 'acme', limit: 10 })).payments).toHaveLength(1);
  });

  test('of equal payments makes one each: a place in the batch is a key of its own', async () => {
    const both = [await create(0, aRequest()), await create(1, aRequest())];
    expect(new Set(both.map(({ result }) => JSON.stringify(result))).size).toBe(2);
    expect((await payments.list({ partnerId: 'acme', limit: 10 })).payments).toHaveLength(2);
  });

  test('that breaks the contract refuses it alone, with a pointer to each problem', async () => {
    const { result } = await create(1, bad);
    expect(result).toEqual({
      index: 1,
      status: 'refused',
      problems: [{ pointer: '/amount/value', detail: expect.any(String) }],
    });
    expect(queue).toEqual([]);
    expect((await create(2, 'nonsense')).result).toMatchObject({ index: 2, status: 'refused' });
  });

  test('for which there is too little money is refused alone, with both numbers', async () => {
    const all = { value: 100_000_000, currency: 'EUR' };
    await create(0, { ...aRequest(), amount: { ...all, value: all.value - 500 } });
    const { result, isNew } = await create(1, aRequest());
    expect(result).toEqual({
      index: 1,
      status: 'refused',
      problems: [{ pointer: '', detail: expect.stringMatching(/needs 12500 and you have 500 available/) }],
    });
    expect(isNew).toBe(false);
    expect((await create(2, { ...aRequest(), amount: { ...all, value: 500 } })).result.status).toBe('accepted');
  });

  test('that was refused stays so when there is money: its partner may have paid it otherwise by then', async () => {
    payments = fakePaymentStore({ opening: 0 });
    const refused = await create(0, aRequest());
    expect(refused.result.status).toBe('refused');
    await deposit();
    const { payment } = await accept()(aCommand());
    expect(await create(0, aRequest())).toEqual({ result: refused.result, isNew: false });
    expect((await batches.read(name)).results).toEqual([refused.result]);
    expect((await payments.list({ partnerId: 'acme', limit: 10 })).payments).toEqual([payment]);
  });

  test('that another try accepts meanwhile is accepted: the refusal comes too late', async () => {
    payments = fakePaymentStore({ opening: 0 });
    const saveLate: SaveBatchResult = async (...written) => {
      await deposit();
      expect((await create(0, aRequest())).result.status).toBe('accepted');
      return batches.saveResult(...written);
    };
    const { result, isNew } = await create(0, aRequest(), { save: saveLate });
    expect({ status: result.status, isNew }).toEqual({ status: 'accepted', isNew: false });
    expect((await batches.read(name)).results).toEqual([result]);
  });

  test('that another try refuses meanwhile is accepted all the same: its money is held', async () => {
    payments = fakePaymentStore({ opening: 0 });
    const findEarly: FindBatchResult = async (...place) => {
      const found = await batches.findResult(...place);
      expect((await create(0, aRequest())).result.status).toBe('refused');
      await deposit();
      return found;
    };
    const { result, isNew } = await create(0, aRequest(), { find: findEarly });
    expect({ status: result.status, isNew }).toEqual({ status: 'accepted', isNew: true });
    expect((await batches.read(name)).results).toEqual([result]);
  });

  test('that fails for our reasons has no result: the state machine tries again', async () => {
    const failing = async () => Promise.reject(new RetryLater('the table does not answer'));
    await expect(create(0, aRequest(), { accept: failing })).rejects.toThrow(RetryLater);
    expect((await batches.read(name)).results).toEqual([]);
  });

  test('is made up for by a retry, wherever the process is killed', async () => {
    const points = await crashEverywhere(async () => {
      batches = fakeBatchTable();
      payments = fakePaymentStore();
      return {
        ports: { findResult: batches.findResult, savePayment: payments.save, saveResult: batches.saveResult },
        work: (mortal) => {
          const ports = { save: mortal.savePayment, enqueue, nowMs: () => someMs, resendAfterSeconds: 10 };
          const over = { find: mortal.findResult, accept: acceptPayment(ports), save: mortal.saveResult };
          return create(0, aRequest(), over);
        },
        check: async () => {
          expect((await batches.read(name)).results).toEqual([expect.objectContaining({ status: 'accepted' })]);
          expect((await payments.list({ partnerId: 'acme', limit: 10 })).payments).toHaveLength(1);
        },
      };
    });
    expect(points).toBe(6);
  });
});

describe('closing a batch', () => {
  test('counts its results when each payment has one', async () => {
    await open({ payments: [aRequest(), bad, aRequest()] });
    for (const [index, payment] of [aRequest(), bad, aRequest()].entries()) await create(index, payment);
    expect(await close()).toBe('completed');
    expect(await close()).toBe('completed');
    expect(await get()).toMatchObject({ status: 'completed', counts: { total: 3, accepted: 2, refused: 1 } });
  });

  test('leaves it open as long as a payment has no result', async () => {
    await open({ payments: [aRequest(), bad] });
    await create(0, aRequest());
    expect(await close()).toBe('incomplete');
    expect(await get()).toMatchObject({ status: 'processing', counts: { total: 2, accepted: 1, refused: 0 } });
  });

  test('fails at the last look when a payment has no result, and says which', async () => {
    await open({ payments: [aRequest(), bad, aRequest()] });
    await create(1, bad);
    await expect(close({ isLastLook: true })).rejects.toMatchObject({
      name: 'BatchIncomplete',
      message: expect.stringMatching(/^No result for 2 of 3 payments: index 0, 2\. /),
    });
    expect((await batches.read(name)).batch?.status).toBe('processing');
    for (const index of [0, 2]) await create(index, aRequest());
    expect(await close({ isLastLook: true })).toBe('completed');
  });

  test('that was never opened is a defect', async () => {
    await expect(close()).rejects.toThrow(TypeError);
  });
});

describe('reading a batch', () => {
  test.each([
    ['running', 'accepted'],
    ['succeeded', 'accepted'],
    ['stopped', 'failed'],
  ] as const)('that is not opened yet: its workflow is %s, so it is %s', async (state, status) => {
    run = state;
    expect(await get()).toMatchObject({ id: name.batchId, status, counts: { total: 0 }, results: [] });
  });

  test('that nobody sent, or another partner sent, finds none', async () => {
    await expect(get()).rejects.toMatchObject({ code: 'batch-not-found' });
    await open({ payments: [aRequest()] });
    await expect(get({ partnerId: 'globex' })).rejects.toMatchObject({ code: 'batch-not-found' });
  });

  test('under what cannot be an id asks nobody', async () => {
    const silent = async () => Promise.reject(new Error('was asked'));
    const read = getBatch({ read: silent, describe: silent, nowMs: () => someMs });
    await expect(read({ ...name, batchId: 'a#b' })).rejects.toMatchObject({ code: 'batch-not-found' });
  });

  test('while Step Functions does not answer is not possible before it is opened, and possible after', async () => {
    run = 'unknown';
    await expect(get()).rejects.toMatchObject({ code: 'service-unavailable', retryAfterSeconds: 2 });
    await open({ payments: [aRequest()] });
    expect(await get({}, someMs + 3_600_000)).toMatchObject({ status: 'processing' });
  });

  const minute = 60_000;
  const fiveMinutes = 5 * minute;
  const ninetyDays = 90 * 24 * 60 * minute;
  test.each([
    ['just begun, and Step Functions does not show it yet', 'none', minute, 'processing'],
    ['just begun, and in time to be resumed before its partner asks', 'stopped', minute, 'processing'],
    ['at work for long', 'running', fiveMinutes, 'processing'],
    ['of which Step Functions does not tell', 'unknown', fiveMinutes, 'processing'],
    ['that stopped', 'stopped', fiveMinutes, 'failed'],
    ['that stopped so long ago that Step Functions forgot it', 'none', ninetyDays, 'failed'],
    ['whose name was used again: the later one found it taken, and ended well', 'succeeded', ninetyDays, 'failed'],
    ['whose name was used again, and the later one stopped', 'stopped', ninetyDays, 'failed'],
    ['whose name is used again at this moment', 'running', ninetyDays, 'processing'],
  ] as const)('that is incomplete, %s (%s after %i ms), is %s', async (_, state, ageMs, status) => {
    await open({ payments: [aRequest(), aRequest()] });
    await create(0, aRequest());
    run = state;
    expect(await get({}, someMs + ageMs)).toMatchObject({ status, counts: { total: 2, accepted: 1 } });
  });

  test('that was closed is completed, while its workflow has still to end', async () => {
    await open({ payments: [aRequest()] });
    await create(0, aRequest());
    await close();
    run = 'running';
    expect(await get({}, someMs + fiveMinutes)).toMatchObject({ status: 'completed' });
  });

  test('that is closed, and whose workflow ends, between our two looks is completed', async () => {
    await open({ payments: [aRequest()] });
    const describe = async () => {
      await create(0, aRequest());
      await close();
      return 'succeeded' as const;
    };
    const late = getBatch({ read: batches.read, describe, nowMs: () => someMs + fiveMinutes });
    expect(await late(name)).toMatchObject({
      status: 'completed',
      counts: { total: 1, accepted: 1 },
      results: [{ index: 0, status: 'accepted' }],
    });
  });
});
