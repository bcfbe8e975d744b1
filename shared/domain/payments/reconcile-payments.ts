import { inParallel } from '../in-parallel.ts';
import { type Check, type CheckPorts, checkDuePayment } from './check-due-payment.ts';
import type { PaymentStatus } from './payment.ts';
import { acceptedAtMsIn } from './payment-id.ts';

/** Ids of payments that were due at `now` (ISO 8601), the longest overdue first; possibly a moment out of date. */
export type FindDuePayments = (now: string, limit: number) => Promise<string[]>;

/** The id of the payment that has been waiting longest for a worker or a rail, due or not. */
export type FindOldestWaiting = () => Promise<string | undefined>;

export interface Reconciliation {
  /** How many checks ended in which way. */
  did: Partial<Record<Check['did'], number>>;
  reached: PaymentStatus[];
  /** Of the payment that waits longest when the run is over; 0 when none waits. */
  oldestUnsettledAgeSeconds: number;
  /** Checks that failed unforeseen, each for its payment alone. */
  errors: unknown[];
  /** Due payments left to the next run because this one's time was up. */
  leftOver: number;
}

/** How many payments one run looks at, and how many at once. */
const limits = { perRun: 400, atOnce: 10 };

type Ports = CheckPorts & { due: FindDuePayments; oldest: FindOldestWaiting };

/** Looks into every payment that is overdue, until `until` (epoch ms), and sets each going again by itself. */
export function reconcilePayments({ due, oldest, ...ports }: Ports) {
  return async (until: number): Promise<Reconciliation> => {
    const ids = await due(new Date(ports.nowMs()).toISOString(), limits.perRun);
    const results = await inParallel(ids, limits.atOnce, async (id) =>
      ports.nowMs() < until ? checkDuePayment(ports, id) : 'left-over',
    );
    const oldestId = await oldest();
    const ageMs = oldestId ? ports.nowMs() - acceptedAtMsIn(oldestId) : 0;
    return { ...summarise(results), oldestUnsettledAgeSeconds: Math.max(0, Math.floor(ageMs / 1000)) };
  };
}

type Summary = Omit<Reconciliation, 'oldestUnsettledAgeSeconds'>;

function summarise(results: PromiseSettledResult<Check | 'left-over'>[]): Summary {
  const sum: Summary = { did: {}, reached: [], errors: [], leftOver: 0 };
  for (const result of results) {
    if (result.status === 'rejected') sum.errors.push(result.reason);
    else if (result.value === 'left-over') sum.leftOver += 1;
    else {
      const { did, reached } = result.value;
      sum.did[did] = (sum.did[did] ?? 0) + 1;
      sum.reached.push(...reached);
    }
  }
  return sum;
}
