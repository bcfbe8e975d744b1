import { expect } from '@jest/globals';
import { atFunctions, type Cases, everywhere } from '../case.ts';
import { dieAfterWriting } from '../die-after-writing.ts';
import { type Answer, bothAttempts, type Door, type Effect } from '../doors/door.ts';
import {
  expectNothingDone,
  expectOnePayment,
  expectSameBytes,
  newKey,
  outliveLock,
  paymentUnder,
  recordOf,
} from '../steps.ts';

export const failures: Cases = {
  E1: everywhere(async (door) => {
    const key = newKey();
    const answer = await createUnheard(door, key);
    expect(answer.json.code).toBe('service-unavailable');
    expect(await paymentUnder(door, key)).toBeDefined();
    return answer;
  }),

  E2: everywhere(async (door) => {
    const key = newKey();
    await createUnheard(door, key);
    const written = await paymentUnder(door, key);
    const answer = await door.create({ key });
    expect(await expectOnePayment(door, key, answer)).toMatchObject({ createdAt: written?.createdAt });
    return answer;
  }),

  E3: everywhere(async (door) => {
    const key = newKey();
    await createUnheard(door, key);
    await door.settled((await expectOnePayment(door, key)).id);
    const answer = await door.create({ key });
    expect(answer.json.status).toBe('settled');
    return answer;
  }),

  E4: atFunctions(async (door) => {
    const key = newKey();
    const { bury } = await dieAfterWriting(door, key);
    const answer = await door.create({ key });
    await bury();
    await expectOnePayment(door, key);
    return answer;
  }),

  E5: atFunctions(async (door) => {
    const key = newKey();
    const { end, bury } = await dieAfterWriting(door, key);
    await outliveLock(door, key);
    end();
    const answer = await door.create({ key });
    await bury();
    await expectOnePayment(door, key, answer);
    return answer;
  }),

  E6: everywhere(async (door) => {
    const key = newKey();
    const answer = await createUnkept(door, key);
    await expectOnePayment(door, key, answer);
    expect(await recordOf(door, key)).toMatchObject({ status: 'INPROGRESS' });
    return answer;
  }),

  E7: everywhere(async (door) => {
    const key = newKey();
    await createUnkept(door, key);
    expect((await door.create({ key })).status).toBe(409);
    await outliveLock(door, key);
    const answer = await door.create({ key });
    await expectOnePayment(door, key, answer);
    return answer;
  }),

  E8: everywhere(async (door) => {
    const key = newKey();
    const answer = await createRefused(door, key);
    await expectNothingDone(door, key);
    return answer;
  }),

  E9: everywhere(async (door) => {
    const key = newKey();
    await createRefused(door, key);
    const answer = await door.create({ key });
    await expectOnePayment(door, key, answer);
    return answer;
  }),

  E10: everywhere(async (door) => {
    const key = newKey();
    const missed = await door.create({ key });
    const answer = await door.create({ key });
    expectSameBytes(answer, missed);
    return answer;
  }),
};

/** The payment is written, and both times that the AWS SDK tries, the answer of the table is lost. */
function createUnheard(door: Door, key: string): Promise<Answer> {
  return createWhile(door, key, 'TransactWriteItems', door.tables.payments, 'drop');
}

/** The payment is written, and the store does not take its answer. */
function createUnkept(door: Door, key: string): Promise<Answer> {
  return createWhile(door, key, 'UpdateItem', door.tables.keys, 'fail');
}

/** The tables have no capacity for the payment. */
function createRefused(door: Door, key: string): Promise<Answer> {
  return createWhile(door, key, 'TransactWriteItems', door.tables.payments, 'throttle');
}

async function createWhile(
  door: Door,
  key: string,
  operation: 'TransactWriteItems' | 'UpdateItem',
  table: string,
  effect: Effect,
): Promise<Answer> {
  const { release, struck } = door.breakCall({ operation, table }, effect, bothAttempts);
  const answer = await door.create({ key });
  release();
  await struck;
  return answer;
}
