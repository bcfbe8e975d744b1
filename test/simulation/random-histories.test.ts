import { expect, test } from '@jest/globals';
import { faults } from './engine/fault.ts';
import { simulate } from './simulate.ts';
import { production } from './world/product.ts';

const trouble = [
  ...faults,
  'crashes',
  'dead letters redriven',
  'duplicate deliveries',
  'index late',
  'entered by hand',
];

test('in a thousand random histories nothing is doubled, lost or stuck, and the books are right after each step', async () => {
  const { histories, counts, failure } = await simulate({ from: 1, seeds: 1000, product: production });
  expect(failure).toBeUndefined();
  expect(histories).toBe(1000);
  const rare = trouble.filter((kind) => (counts[kind] ?? 0) < 50);
  expect(rare).toEqual([]);
}, 60_000);
