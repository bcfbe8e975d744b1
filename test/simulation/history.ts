import { type Decision, type Decisions, rolledDice, scriptedDice } from './engine/dice.ts';
import { randomFrom } from './engine/random.ts';
import { weatherFrom } from './engine/weather.ts';
import { type Line, type Played, playHistory } from './play-history.ts';
import { type Population, populationFrom } from './population.ts';
import type { Product } from './world/product.ts';

/** Who wants what, and what is otherwise than usual. It says everything: played again, it goes the same way. */
export interface History {
  population: Population;
  decisions: Decisions;
}

/** Plays the random history of a seed; `note` is told of each decision. */
export function playSeed(
  seed: number,
  product: Product,
  note?: (what: string, decision: Decision) => void,
): Promise<Played> {
  const random = randomFrom(seed);
  const population = populationFrom(random);
  const weather = weatherFrom(random);
  return playHistory({ population, dice: rolledDice(random, weather, note), product });
}

/** The history of a seed, to be played without chance. */
export async function historyOf(seed: number, product: Product): Promise<History> {
  const decisions = new Map<string, Decision>();
  await playSeed(seed, product, (what, decision) => decisions.set(what, decision));
  return { population: populationFrom(randomFrom(seed)), decisions };
}

export function replay(
  { population, decisions }: History,
  product: Product,
  onLine?: (line: Line) => void,
): Promise<Played> {
  return playHistory({ population, dice: scriptedDice(decisions), product, onLine });
}
