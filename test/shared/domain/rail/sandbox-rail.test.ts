import { beforeEach, describe, expect, test } from '@jest/globals';
import type { RailOrder } from '#shared/domain/rail/rail.ts';
import { runSandboxStep } from '#shared/domain/rail/run-sandbox-step.ts';
import type { SandboxStep } from '#shared/domain/rail/sandbox-payment.ts';
import { takeSandboxOrder } from '#shared/domain/rail/take-sandbox-order.ts';
import { tellOfSandboxPayment } from '#shared/domain/rail/tell-of-sandbox-payment.ts';
import { fakeSandboxTable, type SandboxTable } from '../../../fakes/sandbox-table.ts';
import { aPayment } from '../../../support/a-payment.ts';
import { crashEverywhere } from '../../../support/crash.ts';

const { id, amount, creditor } = aPayment();
const orderOf = (reference: string): RailOrder => ({ id, amount, creditor, reference });

let table: SandboxTable;
let scheduled: { step: SandboxStep; afterSeconds: number }[];
let waits: number[];
beforeEach(() => {
  table = fakeSandboxTable();
  scheduled = [];
  waits = [];
});

const schedule = async (step: SandboxStep, afterSeconds: number) => void scheduled.push({ step, afterSeconds });
const take = (reference: string) => {
  const wait = async (ms: number) => void waits.push(ms);
  return takeSandboxOrder({ ...table, schedule, wait })(orderOf(reference), 'request-1');
};

/** Runs what was scheduled in the order in which the delay queue hands it out; gives the posts. */
async function runScheduled(): Promise<string[]> {
  const posts: string[] = [];
  const run = runSandboxStep({
    advance: table.advance,
    post: async ({ type, eventId }) => void posts.push(`${type} ${eventId}`),
  });
  for (const { step } of scheduled.toSorted((one, other) => one.afterSeconds - other.afterSeconds)) await run(step);
  return posts;
}

const settled = `settled evt_${id}_settled`;
const failed = `failed evt_${id}_failed`;
const returned = `returned evt_${id}_returned`;

describe('the sandbox bank', () => {
  const scenarios: [string, string, string[]][] = [
    ['Invoice 2026-0117', 'settled', [settled]],
    ['sandbox:settle', 'settled', [settled]],
    ['sandbox:fail for tests', 'failed', [failed]],
    ['sandbox:return', 'returned', [settled, returned]],
    ['sandbox:silent', 'settled', []],
    ['sandbox:twice', 'settled', [settled, settled]],
    ['sandbox:disorder', 'returned', [returned, settled]],
    ['sandbox:flaky', 'settled', [settled]],
    ['sandbox:slow', 'settled', [settled]],
  ];
  test.each(scenarios)('brings a payment of reference "%s" to %s and posts %j', async (reference, ends, posts) => {
    const { payment } = await take(reference);
    expect(payment.status).toBe('pending');
    expect(await runScheduled()).toEqual(posts);
    const { status, failure } = (await table.find(id)) ?? {};
    expect(status).toBe(ends);
    if (ends === 'settled') expect(failure).toBeUndefined();
    else expect(failure).toEqual({ code: expect.any(String), message: expect.any(String) });
  });

  test('rejects at once, with a reason, each time the same', async () => {
    const first = await take('sandbox:reject');
    expect(first.payment).toMatchObject({ status: 'rejected', failure: { code: 'account-closed' } });
    expect(await take('sandbox:reject')).toEqual(first);
    expect(scheduled).toEqual([]);
  });

  test('gives a repeated order the same answer and one effect', async () => {
    await take('sandbox:settle');
    const again = await take('sandbox:settle');
    expect(again).toMatchObject({ fumbles: false, payment: { status: 'pending' } });
    expect(scheduled).toHaveLength(1);
  });

  test('fumbles only its first answer when flaky, having taken the payment', async () => {
    expect(await take('sandbox:flaky')).toMatchObject({ fumbles: true });
    expect(scheduled).toHaveLength(1);
    expect(await take('sandbox:flaky')).toMatchObject({ fumbles: false });
    expect(scheduled).toHaveLength(1);
  });

  test('takes its time when slow, and only then', async () => {
    await take('sandbox:slow');
    expect(waits).toEqual([2000]);
    await take('sandbox:slow');
    expect(waits).toEqual([2000]);
  });

  test('tells of a later state to an order that comes again late', async () => {
    await take('sandbox:settle');
    await runScheduled();
    expect((await take('sandbox:settle')).payment.status).toBe('settled');
  });

  test('does not own up to a payment that its killed process left waiting for nothing, so that it is sent again', async () => {
    const tellOf = tellOfSandboxPayment(table.find);
    await table.take({ paymentId: id, status: 'pending', scheduled: false });
    expect(await tellOf(id)).toBeUndefined();
    await take('sandbox:settle');
    expect(await tellOf(id)).toMatchObject({ status: 'pending' });
    await table.take({ paymentId: 'pay_moved_on', status: 'settled', scheduled: false });
    expect(await tellOf('pay_moved_on')).toMatchObject({ status: 'settled' });
  });

  test.each(['sandbox:return', 'sandbox:disorder'])(
    'settles %s only when its return is sure to come',
    async (reference) => {
      const refusing = async (step: SandboxStep, afterSeconds: number) => {
        if (step.type === 'returned') throw new Error('the queue is down');
        await schedule(step, afterSeconds);
      };
      const order = takeSandboxOrder({ ...table, schedule: refusing, wait: async () => {} });
      await expect(order(orderOf(reference), 'request-1')).rejects.toThrow('the queue is down');
      expect(scheduled).toEqual([]);
    },
  );

  test('makes up with the next order for what a killed process did not schedule', async () => {
    const points = await crashEverywhere(async () => {
      table = fakeSandboxTable();
      scheduled = [];
      const { take: takePayment, markScheduled } = table;
      return {
        ports: { take: takePayment, schedule, markScheduled },
        work: (mortal) => takeSandboxOrder({ ...mortal, wait: async () => {} })(orderOf('sandbox:return'), 'request-1'),
        check: async () => {
          expect(new Set(scheduled.map(({ step }) => step.type))).toEqual(new Set(['settled', 'returned']));
          expect(await table.find(id)).toMatchObject({ scheduled: true });
        },
      };
    });
    expect(points).toBe(8);
  });
});
