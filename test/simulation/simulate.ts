import { playSeed } from './history.ts';
import type { Played } from './play-history.ts';
import type { Product } from './world/product.ts';

export interface Simulation {
  /** The first seed, and how many there are. */
  from: number;
  seeds: number;
  product: Product;
  /** Told of every history that is over. */
  onPlayed?: (played: Played) => void;
}

export interface Simulated {
  histories: number;
  steps: number;
  counts: Record<string, number>;
  /** The first seed that broke a rule, as far as was looked. */
  failure?: { seed: number; violation: string };
}

/** They share nothing but the event loop, which has less to do for each when there are more. */
const sideBySide = 16;

/** Plays the history of one seed after the other, until a rule is broken. */
export async function simulate({ from, seeds, product, onPlayed }: Simulation): Promise<Simulated> {
  const sum: Simulated = { histories: 0, steps: 0, counts: {} };
  let next = from;

  const play = async () => {
    while (next < from + seeds && !sum.failure) {
      const seed = next++;
      const played = await playSeed(seed, product);
      add(sum, seed, played);
      onPlayed?.(played);
    }
  };

  await Promise.all(Array.from({ length: sideBySide }, play));
  return sum;
}

function add(sum: Simulated, seed: number, { violation, steps, counts }: Played): void {
  sum.histories += 1;
  sum.steps += steps;
  for (const [what, times] of Object.entries(counts)) sum.counts[what] = (sum.counts[what] ?? 0) + times;
  if (violation && seed < (sum.failure?.seed ?? Number.POSITIVE_INFINITY)) sum.failure = { seed, violation };
}
