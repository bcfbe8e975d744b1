import type { Answer } from '../doors/door.ts';
import { type Call, callAs, type RetryRules, statusOf } from './client.ts';
import { type Network, works } from './network.ts';

export interface Insistence {
  answer: Answer;
  calls: Call[];
  /** What every attempt came to, in order, whoever made it. */
  statuses: (number | undefined)[];
}

const patience = 100;

/**
 * A program that wants its payment: when its client gives up, it calls again with the same key, until it is accepted. The
 * attempts meet `network` in turn, and after its end one that works.
 */
export async function insist(
  client: RetryRules,
  network: readonly Network[],
  create: () => Promise<Answer>,
  sleep?: (ms: number) => Promise<void>,
): Promise<Insistence> {
  const calls: Call[] = [];
  let attempts = 0;
  while (calls.length < patience) {
    const call = await callAs(client, () => (network[attempts++] ?? works)(create), sleep);
    calls.push(call);
    if (call.final !== 'lost' && call.final.status === 202)
      return { answer: call.final, calls, statuses: calls.flatMap(({ outcomes }) => outcomes.map(statusOf)) };
    if (calls.length > 1) await sleep?.(1_000);
  }
  throw new Error(`${client.name} did not get there in ${patience} calls`);
}
