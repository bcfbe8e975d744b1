import { expect, test } from '@jest/globals';
import { catalogue } from '#shared/contracts/problem.ts';

test('each problem has a title of its own and an error status', () => {
  const entries = Object.values(catalogue);
  expect(new Set(entries.map(({ title }) => title)).size).toBe(entries.length);
  for (const { status } of entries) expect(status).toBeGreaterThanOrEqual(400);
});
