import { describe, expect, test } from '@jest/globals';
import { inParallel } from '#shared/domain/in-parallel.ts';

describe('working in parallel', () => {
  test('never has more than its width under way, and gives results in the order of the items', async () => {
    let underWay = 0;
    let most = 0;
    const items = Array.from({ length: 25 }, (_, n) => n);
    const results = await inParallel(items, 4, async (n) => {
      most = Math.max(most, ++underWay);
      await new Promise(setImmediate);
      underWay--;
      return n * 2;
    });
    expect(most).toBe(4);
    expect(results).toEqual(items.map((n) => ({ status: 'fulfilled', value: n * 2 })));
  });

  test('goes on after a failure', async () => {
    const results = await inParallel([1, 2, 3], 1, async (n) => {
      if (n === 2) throw new Error('two');
      return n;
    });
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  test('of nothing is nothing', async () => {
    expect(await inParallel([], 3, async () => 1)).toEqual([]);
  });
});
