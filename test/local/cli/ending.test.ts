import { expect, test } from '@jest/globals';
import { createEnding } from '../../../local/cli/ending.ts';

test('what was started last ends first, once, also when one of them fails', async () => {
  const ending = createEnding();
  const ended: string[] = [];
  ending.add(() => ended.push('first'));
  ending.add(() => Promise.reject(new Error('second failed')));
  ending.add(async () => ended.push('third'));
  expect(ending.hasBegun()).toBe(false);
  const runs = [ending.run(), ending.run()];
  expect(ending.hasBegun()).toBe(true);
  expect((await Promise.allSettled(runs)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(ended).toEqual(['third', 'first']);
});
