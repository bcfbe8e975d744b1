import type { Fault } from './fault.ts';
import type { Weather } from './weather.ts';

/**
 * Decides whatever a simulation leaves open. Each decision has a name of its own (`worker send p2-3`), so that a history
 * can be played again with some of its decisions taken back and all others as they were.
 */
export interface Dice {
  faultOf(what: string, possible: readonly Fault[]): Fault | undefined;
  happens(what: string, chance: number): boolean;
  /** How long the call of a port takes. */
  callMs(what: string): number;
  /** A whole number from 0 up to `most`, or, when nothing special happens, `usual`. */
  amount(what: string, usual: number, most: number): number;
}

/** What was decided otherwise than usual, by name. A history is its population and its decisions. */
export type Decisions = ReadonlyMap<string, Decision>;
export type Decision = Fault | true | number;

/** Decides by chance, as the weather has it, and tells `note` of every decision that is not the usual one. */
export function rolledDice(
  random: () => number,
  { faultRate, kinds, unruliness, callsTakeMs }: Weather,
  note: (what: string, decision: Decision) => void = () => {},
): Dice {
  const noted = <D extends Decision>(what: string, decision: D): D => {
    note(what, decision);
    return decision;
  };
  return {
    faultOf: (what, possible) => {
      if (random() >= faultRate) return undefined;
      const around = possible.filter((fault) => kinds.has(fault));
      const fault = around[Math.floor(random() * around.length)];
      return fault && noted(what, fault);
    },
    happens: (what, chance) => random() < chance * unruliness && noted(what, true),
    callMs: (what) => noted(what, Math.floor(random() * callsTakeMs)),
    amount: (what, _usual, most) => noted(what, Math.floor(random() * (most + 1))),
  };
}

const usualCallMs = 5;

/** Decides as is written, and as usual where nothing is. */
export function scriptedDice(decisions: Decisions): Dice {
  const numberOf = (what: string, usual: number) => {
    const decision = decisions.get(what);
    return typeof decision === 'number' ? decision : usual;
  };
  return {
    faultOf: (what, possible) => possible.find((fault) => fault === decisions.get(what)),
    happens: (what) => decisions.get(what) === true,
    callMs: (what) => numberOf(what, usualCallMs),
    amount: numberOf,
  };
}
