import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { smallest } from '../smallest.ts';
import { createAgenda } from './agenda.ts';
import { scriptedDice } from './dice.ts';
import { eachTurn } from './each-turn.ts';
import { randomFrom } from './random.ts';

describe('the agenda', () => {
  test('does everything in the order of its time, and of its entry when the time is the same', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 20 })), (times) => {
        const agenda = createAgenda(1000);
        const done: [number, number][] = [];
        times.forEach((afterMs, n) => {
          agenda.later(afterMs, () => done.push([agenda.nowMs(), n]));
        });
        while (agenda.next());
        const expected = times.map((afterMs, n): [number, number] => [1000 + afterMs, n]);
        expect(done).toEqual(expected.toSorted(([a, m], [b, n]) => a - b || m - n));
      }),
    );
  });
});

test('between two turns every continuation has run, however long the chain', async () => {
  let chain = 0;
  const seen: number[] = [];
  await eachTurn(() => {
    seen.push(chain);
    void (async () => {
      for (let n = 0; n < 1000; n++) await null;
      chain += 1;
    })();
    return seen.length < 4;
  });
  expect(seen).toEqual([0, 1, 2, 3]);
});

test('chance depends on the seed alone', () => {
  const take = (seed: number) => Array.from({ length: 5 }, randomFrom(seed));
  expect(take(1)).toEqual(take(1));
  expect(take(1)).not.toEqual(take(2));
  for (const value of take(3)) expect(value >= 0 && value < 1).toBe(true);
});

test('written dice decide only what is written, and only what can happen to a call', () => {
  const dice = scriptedDice(
    new Map<string, 'lost' | true | number>([
      ['a', 'lost'],
      ['b', true],
      ['c', 7],
    ]),
  );
  expect(dice.faultOf('a', ['lost', 'slow'])).toBe('lost');
  expect(dice.faultOf('a', ['slow'])).toBeUndefined();
  expect([dice.happens('b', 0), dice.happens('a', 1)]).toEqual([true, false]);
  expect([dice.amount('c', 1, 9), dice.amount('a', 1, 9)]).toEqual([7, 1]);
});

test('the smallest part that still fails is found', async () => {
  const all = Array.from({ length: 50 }, (_, n) => n);
  const needs = (...numbers: number[]) => smallest(all, async (some) => numbers.every((each) => some.includes(each)));
  expect(await needs()).toEqual([]);
  expect(await needs(49)).toEqual([49]);
  expect(await needs(3, 17, 40)).toEqual([3, 17, 40]);
});
