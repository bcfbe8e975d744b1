import { setTimeout } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { type Cases, everywhere } from '../case.ts';
import type { RetryRules } from '../clients/client.ts';
import { insist } from '../clients/insist.ts';
import { breaksAfterwards } from '../clients/network.ts';
import { sdks } from '../clients/sdk-rules.ts';
import type { Answer, Door } from '../doors/door.ts';
import { expectOnePayment, newKey } from '../steps.ts';

export const crowd: Cases = {
  C10: everywhere(async (door) => {
    const keys = Array.from({ length: 100 }, newKey);
    const fifty = Array.from({ length: 50 / sdks.length }, () => sdks).flat();
    const given = await Promise.all(fifty.map((client, turn) => obtainAll(door, client, rotated(keys, turn * 2))));
    expect(given).toHaveLength(50);
    for (const key of keys) {
      const texts = new Set(given.map((answers) => answers.get(key)?.text));
      expect(texts.size).toBe(1);
      const payment = await expectOnePayment(door, key);
      expect([...texts][0]).toContain(payment.id);
    }
    return given.flatMap((answers) => [...answers.values()]);
  }),
};

/** One key after the other; every tenth answer breaks on its way. */
async function obtainAll(door: Door, client: RetryRules, keys: string[]): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>();
  for (const [index, key] of keys.entries()) {
    const network = index % 10 === 9 ? [breaksAfterwards] : [];
    const { answer } = await insist(client, network, () => door.create({ key }), hastily);
    answers.set(key, answer);
  }
  return answers;
}

/** The clients' waits, fifty times as fast. */
function hastily(ms: number): Promise<void> {
  return setTimeout(ms / 50);
}

function rotated<Item>(items: Item[], by: number): Item[] {
  return [...items.slice(by), ...items.slice(0, by)];
}
