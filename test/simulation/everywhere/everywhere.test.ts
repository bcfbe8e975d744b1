import { describe, expect, test } from '@jest/globals';
import { faults } from '../engine/fault.ts';
import type { History } from '../history.ts';
import { production } from '../world/product.ts';
import { faultEverywhere } from './fault-everywhere.ts';
import { lives } from './lives.ts';

const calls = new Set<string>();

describe('whatever happens to any call that a process waits for', () => {
  test.each(Object.entries(lives))('it comes to the right end: %s', async (_, life) => {
    const { points, histories, failure } = await faultEverywhere(life, production, { faults, depth: 1 });
    expect(failure).toBeUndefined();
    expect(histories).toBeGreaterThan(20);
    for (const { what } of points) calls.add(callIn(what));
  });

  test('every call of every use case was among them', () => {
    expect([...calls].toSorted()).toEqual([
      'api enqueue',
      'api save',
      'bank-desk mark',
      'bank-desk schedule',
      'bank-desk take',
      'bank-desk wait',
      'bank-news advance',
      'bank-news post',
      'batch-task enqueue',
      'batch-task find result',
      'batch-task save',
      'batch-task save result',
      'operator deposit',
      'reconciler ask',
      'reconciler due',
      'reconciler enqueue',
      'reconciler find',
      'reconciler oldest',
      'reconciler record',
      'reconciler replace',
      'webhook-consumer find',
      'webhook-consumer record',
      'webhook-consumer secrets',
      'worker find',
      'worker record',
      'worker replace',
      'worker send',
      'worker wait',
    ]);
  });
});

describe('whichever two calls processes are killed at', () => {
  const deaths = { faults: ['dies-before', 'dies-after'], depth: 2 } as const;
  test.each(['sandbox:return', 'an order that the bank never got', 'a return that the bank has to be asked about'])(
    'it comes to the right end: %s',
    async (name) => {
      const { histories, failure } = await faultEverywhere(lifeNamed(name), production, deaths);
      expect(failure).toBeUndefined();
      expect(histories).toBeGreaterThan(1000);
    },
  );
});

/** `worker send p2-3` → `worker send` */
function callIn(what: string): string {
  return what.replace(/( p\d+)?-\d+$/, '');
}

function lifeNamed(name: string): History {
  const life = lives[name];
  if (!life) throw new TypeError(`there is no life "${name}"`);
  return life;
}
