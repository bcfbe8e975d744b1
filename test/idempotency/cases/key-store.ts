import { expect } from '@jest/globals';
import { atFunctions, type Cases, everywhere } from '../case.ts';
import { type Answer, bothAttempts, type Door, type Effect } from '../doors/door.ts';
import { expectNothingDone, expectOnePayment, newKey, outliveLock } from '../steps.ts';

export const keyStore: Cases = {
  A1: everywhere((door) => createWithout(door, 'fail')),
  A2: everywhere((door) => createWithout(door, 'throttle')),
  A3: atFunctions((door) => createWithout(door, 'hold')),

  A4: everywhere(async (door) => {
    const key = newKey();
    await createWithout(door, 'fail', key);
    const answer = await door.create({ key });
    await expectOnePayment(door, key, answer);
    return answer;
  }),

  A5: everywhere(async (door) => {
    const key = newKey();
    const answer = await createLocked(door, key);
    await expectNothingDone(door, key);
    return answer;
  }),

  A6: everywhere(async (door) => {
    const key = newKey();
    await createLocked(door, key);
    await outliveLock(door, key);
    const answer = await door.create({ key });
    await expectOnePayment(door, key, answer);
    return answer;
  }),
};

async function createWithout(door: Door, effect: Effect, key = newKey()): Promise<Answer> {
  const { release, struck } = door.breakCall({ operation: 'PutItem', table: door.tables.keys }, effect, bothAttempts);
  const answer = await door.create({ key });
  expect(answer.json.code).toBe('service-unavailable');
  await expectNothingDone(door, key);
  release();
  await struck;
  return answer;
}

/** The store writes the key down, and its answer is lost. The AWS SDK tries again and meets what it wrote. */
async function createLocked(door: Door, key: string): Promise<Answer> {
  const { release, struck } = door.breakCall({ operation: 'PutItem', table: door.tables.keys }, 'drop');
  const answer = await door.create({ key });
  release();
  await struck;
  return answer;
}
