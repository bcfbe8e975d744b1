import { booksWatch } from './checks/broken-books.ts';
import { brokenByWrite } from './checks/broken-by-write.ts';
import { promiseWatch } from './checks/broken-promise.ts';
import { recordWatch } from './checks/broken-record.ts';
import { brokenWord, doubledTaking } from './checks/broken-word.ts';
import { unfinished } from './checks/unfinished.ts';
import { createAgenda } from './engine/agenda.ts';
import { calmAfter } from './engine/calm-after.ts';
import type { Dice } from './engine/dice.ts';
import { eachTurn } from './engine/each-turn.ts';
import type { Sim } from './engine/sim.ts';
import { aliasesIn, type Population } from './population.ts';
import { startClients } from './world/clients.ts';
import { startDeposits } from './world/deposits.ts';
import { enterByHand } from './world/enter-by-hand.ts';
import type { Product } from './world/product.ts';
import { startReconciler } from './world/reconciler.ts';
import { createWorld } from './world/world.ts';
import { followWrites } from './world/writes.ts';

export interface Script {
  population: Population;
  dice: Dice;
  product: Product;
  /** Told of every line of the history. */
  onLine?: (line: Line) => void;
}

export interface Line {
  atMs: number;
  who: string;
  text: string;
}

export interface Played {
  /** The rule that was broken; the history ends there. */
  violation?: string;
  steps: number;
  /** How long it took in the world, from the first request to the last message. */
  lastedMs: number;
  counts: Record<string, number>;
}

/** 2026-11-20T09:30:27.123Z */
const startMs = 1_795_167_027_123;

/** As long as this anything may go wrong. */
export const troubleMs = 1_800_000;

/**
 * The reconciler's bound: two looks at the longest back-off (one finds that the bank does not know the payment, one what
 * became of it), each up to a tick late, and the dead letters' half hour.
 */
const boundMs = 2 * (3_600_000 + 60_000) + 2_000_000;

/** When nothing is open any more, the latest of calls may still arrive, of processes that are long dead. */
const lateCallsMs = 120_000;

const mostSteps = 50_000;

/** Plays one history to its end, or to the first step after which a rule is broken. */
export async function playHistory({ population, dice, product, onLine }: Script): Promise<Played> {
  const agenda = createAgenda(startMs);
  const counts: Record<string, number> = {};
  const names: Record<string, number> = {};
  let violation: string | undefined;
  const sim: Sim = {
    nowMs: agenda.nowMs,
    later: agenda.later,
    dice: calmAfter(startMs + troubleMs, agenda.nowMs, dice),
    nameFor: (what) => {
      names[what] = (names[what] ?? 0) + 1;
      return `${what}-${names[what]}`;
    },
    aliasOf: aliasesIn(population),
    note: (who, text) => onLine?.({ atMs: agenda.nowMs() - startMs, who, text: text() }),
    count: (what) => {
      counts[what] = (counts[what] ?? 0) + 1;
    },
    violated: (rule) => {
      violation ??= rule;
    },
  };
  const world = createWorld(sim, product);
  const writes = followWrites(world);
  const brokenBooks = booksWatch(world);
  const brokenRecord = recordWatch(world);
  const deposits = startDeposits(world, population.deposits);
  const clients = startClients(world, population.clients);
  startReconciler(world);
  const brokenPromise = promiseWatch(world, clients);
  const isOpen = () => unfinished(world, clients, deposits);

  const broken = () => {
    for (const write of writes()) {
      violation ??= brokenByWrite(write);
      if (!write.before) enterByHand(world, write.after);
    }
    return violation ?? brokenRecord() ?? doubledTaking(world) ?? brokenWord(world) ?? brokenBooks() ?? brokenPromise();
  };
  let steps = 0;
  let lastOpenMs = startMs;
  await eachTurn(() => {
    violation = broken();
    if (violation) return false;
    if (isOpen()) lastOpenMs = agenda.nowMs();
    if (agenda.nowMs() > lastOpenMs + lateCallsMs) return false;
    if (agenda.nowMs() > startMs + troubleMs + boundMs) violation = `${isOpen()}, longer than the reconciler may take`;
    else if (steps++ > mostSteps) violation = `there is no end to it: ${isOpen()}`;
    return !violation && agenda.next();
  });
  return { violation, steps, lastedMs: agenda.nowMs() - startMs, counts };
}
