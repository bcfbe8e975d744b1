import { expect } from '@jest/globals';
import { paymentRequest } from '../../support/api-client.ts';
import { type Cases, everywhere } from '../case.ts';
import type { Door } from '../doors/door.ts';
import { deposit, expectOnePayment, expectSameBytes, newKey, unfunded } from '../steps.ts';

const another = paymentRequest({ reference: 'another' });

export const running: Cases = {
  P1: everywhere(async (door) => {
    const key = newKey();
    const first = await startOne(door, key);
    const answer = await door.create({ key });
    expect(answer.json.code).toBe('idempotency-key-in-progress');
    expect(answer.headers['retry-after']).toBe('1');
    await expectOnePayment(door, key, await first.end());
    return answer;
  }),

  P2: everywhere(async (door) => {
    const key = newKey();
    const first = await startOne(door, key);
    const answer = await door.create({ key, body: another });
    await first.end();
    expect((await door.create({ key, body: another })).status).toBe(422);
    return answer;
  }),

  P3: everywhere(async (door) => {
    const key = newKey();
    const first = await startOne(door, key);
    expect((await door.create({ key })).status).toBe(409);
    const ended = await first.end();
    const answer = await door.create({ key });
    expectSameBytes(answer, ended);
    return answer;
  }),

  P4: everywhere(async (door) => {
    const key = newKey();
    const { body, currency } = unfunded();
    await deposit(door, currency, 100);
    const affordable = { ...body, amount: { value: 100, currency } };
    const first = await startOne(door, key, body);
    expect((await door.create({ key, body: affordable })).status).toBe(409);
    expect((await first.end()).status).toBe(402);
    const answer = await door.create({ key, body: affordable });
    await expectOnePayment(door, key, answer);
    return answer;
  }),
};

/** A first request that has its key and is about to write its payment. */
async function startOne(door: Door, key: string, body: unknown = paymentRequest()) {
  const writing = { operation: 'TransactWriteItems', table: door.tables.payments } as const;
  const { struck, release } = door.breakCall(writing, 'hold');
  const answer = door.create({ key, body });
  await struck;
  return {
    end: () => {
      release();
      return answer;
    },
  };
}
