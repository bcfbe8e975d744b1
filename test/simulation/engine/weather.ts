import { type Fault, faults } from './fault.ts';

/** What kind of trouble a history is in. Histories with few kinds of fault go deeper into those than a mix of all does. */
export interface Weather {
  /** How likely a fault is at each call. */
  faultRate: number;
  kinds: ReadonlySet<Fault>;
  /** How likely everything else is that is not as usual, of its own chance. */
  unruliness: number;
  /** How long a call takes at most. The longer, the more processes meet. */
  callsTakeMs: number;
}

const faultRates = [0.02, 0.05, 0.1, 0.2, 0.35];
const unrulinesses = [0, 0.5, 1, 2];
const callsTakeMs = [20, 60, 600, 3000];

export function weatherFrom(random: () => number): Weather {
  return {
    faultRate: oneOf(faultRates, random),
    kinds: new Set(faults.filter(() => random() < 0.6)),
    unruliness: oneOf(unrulinesses, random),
    callsTakeMs: oneOf(callsTakeMs, random),
  };
}

function oneOf(values: readonly number[], random: () => number): number {
  return values[Math.floor(random() * values.length)] ?? 0;
}
