import { describe, expect, test } from '@jest/globals';
import { lives } from '../everywhere/lives.ts';
import { historyOf, replay } from '../history.ts';
import { aClient, ampleDeposits } from '../population.ts';
import { ruleOf, shrink } from '../shrink.ts';
import { simulate } from '../simulate.ts';
import { production } from '../world/product.ts';
import { controls } from './controls.ts';

test('a redrive alone, under its new messageId, makes two events of one for who goes by the messageId', async () => {
  const redriven = lives['a delivery that was done, and is redriven all the same'];
  const product = controls['a consumer that dedupes on the messageId']?.product;
  if (!redriven || !product) throw new TypeError('there is no such life or control');
  expect(await replay(redriven, production)).toMatchObject({
    violation: undefined,
    counts: { 'dead letters redriven': 1 },
  });
  expect(await replay(redriven, product)).toMatchObject({
    violation: expect.stringContaining('has two records'),
    counts: { 'dead letters redriven': 1 },
  });
});

describe.each(Object.entries(controls))('%s', (_, { product, breaks }) => {
  test('goes unnoticed as long as nothing goes wrong', async () => {
    const calm = { population: { clients: [aClient()], deposits: ampleDeposits }, decisions: new Map() };
    expect((await replay(calm, product)).violation).toBeUndefined();
  });

  test('is found out, and shown by a history of a few faults', async () => {
    const { failure } = await simulate({ from: 1, seeds: 500, product });
    expect(failure?.violation).toMatch(breaks);
    const smallest = await shrink(await historyOf(failure?.seed ?? 0, product), product);
    expect(ruleOf((await replay(smallest, product)).violation)).toBe(ruleOf(failure?.violation));
    expect(smallest.population.clients.length).toBeLessThanOrEqual(2);
    expect(smallest.decisions.size).toBeLessThanOrEqual(8);
  });
});
