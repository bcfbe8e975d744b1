import type { Decision } from './engine/dice.ts';
import { type History, replay } from './history.ts';
import type { Client, Deposit } from './population.ts';
import { smallest } from './smallest.ts';
import type { Product } from './world/product.ts';

/** What can be left out of a history, one by one. */
interface Parts {
  clients: readonly Client[];
  deposits: readonly Deposit[];
  /** Decisions that something goes wrong. */
  faults: readonly Named[];
  /** Decisions how long something takes. */
  delays: readonly Named[];
}

type Named = [what: string, decision: Decision];
type StillFails = (parts: Parts) => Promise<boolean>;

/** The smallest history that still breaks the same rule: nothing more can be left out of it. */
export async function shrink(history: History, product: Product): Promise<History> {
  const ruleBrokenBy = async (parts: Parts) => ruleOf((await replay(fromParts(parts), product)).violation);
  let parts = toParts(history);
  const rule = await ruleBrokenBy(parts);
  if (rule === undefined) return history;
  for (;;) {
    const smaller = await leaveOut(parts, async (fewer) => (await ruleBrokenBy(fewer)) === rule);
    if (sizeOf(smaller) === sizeOf(parts)) return fromParts(smaller);
    parts = smaller;
  }
}

/** The coarse first: what a client did takes many decisions with it. */
async function leaveOut(parts: Parts, stillFails: StillFails): Promise<Parts> {
  const clients = await smallest(parts.clients, (fewer) => stillFails({ ...parts, clients: fewer }));
  const some = { ...parts, clients };
  const delays = await smallest(some.delays, (fewer) => stillFails({ ...some, delays: fewer }));
  const calm = { ...some, delays };
  const faults = await smallest(calm.faults, (fewer) => stillFails({ ...calm, faults: fewer }));
  const bare = { ...calm, faults };
  const deposits = await smallest(bare.deposits, (fewer) => stillFails({ ...bare, deposits: fewer }));
  return moveAhead({ ...bare, deposits }, stillFails);
}

/** A fault at the third call of a kind may do at the first as well, which makes the history shorter. */
async function moveAhead(parts: Parts, stillFails: StillFails): Promise<Parts> {
  let least = parts;
  for (let at = 0; at < parts.faults.length; at++) {
    for (const fault of earlierThan(least.faults[at])) {
      const moved = { ...least, faults: least.faults.with(at, fault) };
      if (!(await stillFails(moved))) continue;
      least = moved;
      break;
    }
  }
  return least;
}

function earlierThan(fault: Named | undefined): Named[] {
  if (!fault) return [];
  const [what, decision] = fault;
  return Array.from({ length: ordinalOf(what) - 1 }, (_, n) => [what.replace(/\d+$/, String(n + 1)), decision]);
}

/** `worker send p2-3` → 3 */
function ordinalOf(what: string): number {
  return Number(/-(\d+)$/.exec(what)?.[1] ?? 1);
}

function toParts({ population, decisions }: History): Parts {
  const named = [...decisions];
  return {
    ...population,
    faults: named.filter(([, decision]) => typeof decision !== 'number'),
    delays: named.filter(([, decision]) => typeof decision === 'number'),
  };
}

function fromParts({ clients, deposits, faults, delays }: Parts): History {
  return { population: { clients, deposits }, decisions: new Map([...faults, ...delays]) };
}

function sizeOf({ clients, deposits, faults, delays }: Parts): number {
  const sooner = faults.reduce((sum, [what]) => sum + ordinalOf(what), 0);
  return clients.length + deposits.length + delays.length + sooner;
}

/** A broken rule without the names and numbers of the one case. */
export function ruleOf(violation: string | undefined): string | undefined {
  return violation?.replace(/pay_\w+|key-[\w-]+|"[^"]*"|\d+/g, '·');
}
