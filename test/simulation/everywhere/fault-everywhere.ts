import { scriptedDice } from '../engine/dice.ts';
import type { Fault } from '../engine/fault.ts';
import type { History } from '../history.ts';
import { type Played, playHistory } from '../play-history.ts';
import type { Product } from '../world/product.ts';

/** A call that a process waits for, and something that can happen to it. */
export interface Point {
  what: string;
  fault: Fault;
}

export interface Everywhere {
  /** How many histories were played. */
  histories: number;
  /** Every point of the history as it was given. */
  points: Point[];
  failure?: { history: History; violation: string };
}

interface Options {
  /** Which faults are looked at. */
  faults: readonly Fault[];
  /** How many faults are added at once: with two, the second is at every point that comes after the first. */
  depth: number;
}

/** Plays a history once for every call in it and everything that can happen to that call. Nothing is left to chance. */
export async function faultEverywhere(history: History, product: Product, options: Options): Promise<Everywhere> {
  const { played, points } = await playAndWatch(history, product, options.faults);
  const all: Everywhere = { histories: 1, points, failure: failureOf(history, played) };
  await goDeeper(all, { history, points, depth: options.depth });
  return all;

  async function goDeeper(all: Everywhere, from: { history: History; points: Point[]; depth: number }): Promise<void> {
    for (const { what, fault } of from.depth > 0 ? from.points : []) {
      if (all.failure) return;
      const { population, decisions } = from.history;
      if (decisions.has(what)) continue;
      const history = { population, decisions: new Map([...decisions, [what, fault] as const]) };
      const { played, points } = await playAndWatch(history, product, options.faults);
      all.histories += 1;
      all.failure = failureOf(history, played);
      const after = points.slice(points.findLastIndex((point) => point.what === what) + 1);
      await goDeeper(all, { history, points: after, depth: from.depth - 1 });
    }
  }
}

/** Plays a history and notes every call of every process, in order, with what can happen to it. */
async function playAndWatch(
  { population, decisions }: History,
  product: Product,
  faults: readonly Fault[],
): Promise<{ played: Played; points: Point[] }> {
  const points: Point[] = [];
  const dice = scriptedDice(decisions);
  const watched: typeof dice.faultOf = (what, possible) => {
    for (const fault of possible) if (faults.includes(fault)) points.push({ what, fault });
    return dice.faultOf(what, possible);
  };
  const played = await playHistory({ population, product, dice: { ...dice, faultOf: watched } });
  return { played, points };
}

function failureOf(history: History, { violation }: Played): Everywhere['failure'] {
  return violation === undefined ? undefined : { history, violation };
}
