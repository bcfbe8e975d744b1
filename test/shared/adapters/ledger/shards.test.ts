import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { balanceShards, homeShard, inShares, planDraws } from '#shared/adapters/ledger/shards.ts';
import { aPayment, aScope } from '../../../support/a-payment.ts';

const values = fc.integer({ min: 1, max: 2_000 });
const purses = fc
  .array(fc.integer({ min: 0, max: 500 }), { minLength: 0, maxLength: balanceShards })
  .map((all) => all.map((available, shard) => ({ shard, available })));
const home = fc.nat({ max: balanceShards - 1 });
const sum = (all: readonly { value: number }[]) => all.reduce((total, { value }) => total + value, 0);

describe('a payment’s shard', () => {
  test('is one of eight, for ever: the money that payments hold lies where this says', () => {
    const ids = ['0', '1', '7', '8', '9', 'A', 'H', 'J', 'Z'].map((digit) => `pay_01M7W4NZXK7WVH9XQCDT5VAAZ${digit}`);
    expect(ids.map((id) => homeShard(id))).toEqual([0, 1, 7, 0, 1, 2, 1, 2, 7]);
  });

  test('is any of them as often as another', () => {
    const counts = new Map<number, number>();
    for (let n = 0; n < 8_000; n += 1) {
      const shard = homeShard(aPayment({ scope: aScope({ key: `key-${n}` }) }).id);
      counts.set(shard, (counts.get(shard) ?? 0) + 1);
    }
    expect([...counts.keys()].toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });
});

test('the shares of a deposit add up to it and differ by one at most', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999_999_999_999 }), (value) => {
      const shares = inShares(value);
      expect(shares).toHaveLength(balanceShards);
      expect(shares.reduce((total, share) => total + share, 0)).toBe(value);
      expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
    }),
  );
});

describe('the draws of a payment', () => {
  test('come to its amount, and take from no shard more than it has, whenever all together have enough', () => {
    fc.assert(
      fc.property(purses, home, values, (all, at, value) => {
        const total = all.reduce((has, { available }) => has + available, 0);
        const draws = planDraws(all, at, value);
        if (total < value) return expect(draws).toBeUndefined();
        expect(sum(draws ?? [])).toBe(value);
        for (const draw of draws ?? []) {
          expect(draw.value).toBeGreaterThan(0);
          expect(draw.value).toBeLessThanOrEqual(all[draw.shard]?.available ?? 0);
        }
        expect(new Set(draws?.map(({ shard }) => shard)).size).toBe(draws?.length);
      }),
      { numRuns: 500 },
    );
  });

  const of = (...available: number[]) => available.map((each, shard) => ({ shard, available: each }));
  test('come from its own shard alone if that has enough', () => {
    expect(planDraws(of(500, 100, 500), 1, 100)).toEqual([{ shard: 1, value: 100 }]);
  });

  test('come from one more, any that has the rest, so that those who look together part', () => {
    const picks = [0, 0.99].map((random) => planDraws(of(90, 10, 95, 20), 1, 100, () => random));
    expect(picks).toEqual([
      [
        { shard: 1, value: 10 },
        { shard: 0, value: 90 },
      ],
      [
        { shard: 1, value: 10 },
        { shard: 2, value: 90 },
      ],
    ]);
  });

  test('come from as few of the rich as it takes if none has the rest', () => {
    expect(planDraws(of(40, 10, 60, 5), 3, 100)).toEqual([
      { shard: 3, value: 5 },
      { shard: 2, value: 60 },
      { shard: 0, value: 35 },
    ]);
  });
});
