import { inParallel } from '../in-parallel.ts';
import { type Check, type CheckPorts, checkDuePayment } from './check-due-payment.ts';
import type { PaymentStatus } from './payment.ts';
import { acceptedAtMsIn } from './payment-id.ts';

/** An entry of the index of what is waited for; `dueAt` in ISO 8601. */
export interface DueEntry {
  id: string;
  dueAt: string;
}

/**
 * Payments that were due at `now` (ISO 8601), the longest overdue first; possibly a moment out of date. With `from`, those
 * alone that came due then or later.
 */
export type FindDuePayments = (now: string, limit: number, from?: string) => Promise<DueEntry[]>;

/** The id of the payment that has been waiting longest for a worker or a rail, due or not. */
export type FindOldestWaiting = () => Promise<string | undefined>;

export interface Reconciliation {
  /** How many checks ended in which way. */
  did: Partial<Record<Check['did'], number>>;
  reached: PaymentStatus[];
  refused: Check['refused'];
  /** Of the payment that waits longest when the run is over; 0 when none waits. */
  oldestUnsettledAgeSeconds: number;
  /** Checks that failed unforeseen, each for its payment alone. */
  errors: unknown[];
  /** Due payments that were found and left to the next run, because this one's time was up. There may be more. */
  leftOver: number;
}

/** How many due payments are asked for, and how many looked into, at once. */
const limits = { perPage: 400, atOnce: 10 };

type Ports = CheckPorts & { due: FindDuePayments; oldest: FindOldestWaiting };

/** Looks into every payment that is overdue, until `until` (epoch ms), and sets each going again by itself. */
export function reconcilePayments({ due, oldest, ...ports }: Ports) {
  return async (until: number): Promise<Reconciliation> => {
    const results: PromiseSettledResult<Check | 'left-over'>[] = [];
    for await (const ids of pagesOf(due, new Date(ports.nowMs()).toISOString())) {
      const checkInTime = async (id: string) => (ports.nowMs() < until ? checkDuePayment(ports, id) : 'left-over');
      results.push(...(await inParallel(ids, limits.atOnce, checkInTime)));
      if (ports.nowMs() >= until) break;
    }
    const oldestId = await oldest();
    const ageMs = oldestId ? ports.nowMs() - acceptedAtMsIn(oldestId) : 0;
    return { ...summarise(results), oldestUnsettledAgeSeconds: Math.max(0, Math.floor(ageMs / 1000)) };
  };
}

/**
 * All that is due, each once. A page begins where the one before ended, not at the top: the index lags, and still shows what
 * was looked into; and what fails there again and again must not hide the rest.
 */
async function* pagesOf(due: FindDuePayments, now: string): AsyncGenerator<string[]> {
  const seen = new Set<string>();
  for (let from: string | undefined; ; ) {
    const page = await due(now, limits.perPage, from);
    const ids = page.map(({ id }) => id).filter((id) => !seen.has(id));
    if (ids.length > 0) yield ids;
    if (ids.length === 0 || page.length < limits.perPage) return;
    for (const id of ids) seen.add(id);
    from = page.at(-1)?.dueAt;
  }
}

type Summary = Omit<Reconciliation, 'oldestUnsettledAgeSeconds'>;

function summarise(results: PromiseSettledResult<Check | 'left-over'>[]): Summary {
  const sum: Summary = { did: {}, reached: [], refused: [], errors: [], leftOver: 0 };
  for (const result of results) {
    if (result.status === 'rejected') sum.errors.push(result.reason);
    else if (result.value === 'left-over') sum.leftOver += 1;
    else {
      const { did, reached, refused } = result.value;
      sum.did[did] = (sum.did[did] ?? 0) + 1;
      sum.reached.push(...reached);
      sum.refused.push(...refused);
    }
  }
  return sum;
}
