import type { Payment } from '#shared/domain/payments/payment.ts';
import type { DueEntry } from '#shared/domain/payments/reconcile-payments.ts';
import type { Sim } from '../engine/sim.ts';

/** The sparse index of what is waited for. It follows the table after a moment, and sometimes after a long one. */
export interface DueIndex {
  /** The table has a new version of a payment. */
  follow: (payment: Payment) => void;
  due: (now: string, limit: number, from?: string) => DueEntry[];
  oldest: () => string | undefined;
}

const lagMs = { usually: 10, atMost: 200 };
const longLagMs = { usually: 30_000, atMost: 120_000 };

export function createDueIndex(sim: Sim): DueIndex {
  const entries = new Map<string, Payment>();
  const waiting = () => [...entries.values()].filter(({ dueAt }) => dueAt !== undefined);
  return {
    follow: (payment) => {
      const what = `index of ${sim.aliasOf(payment.id)} v${payment.version}`;
      const isLate = sim.dice.happens(`${what} is late`, 0.05);
      const { usually, atMost } = isLate ? longLagMs : lagMs;
      if (isLate) sim.count('index late');
      sim.later(sim.dice.amount(`${what} ms`, usually, atMost), () => {
        // An index never goes back to an older version of an item.
        if (payment.version > (entries.get(payment.id)?.version ?? 0)) entries.set(payment.id, payment);
      });
    },
    due: (now, limit, from = '') =>
      waiting()
        .map(({ id, dueAt = '' }) => ({ id, dueAt }))
        .filter(({ dueAt }) => dueAt >= from && dueAt <= now)
        .sort((one, other) => (one.dueAt < other.dueAt ? -1 : 1))
        .slice(0, limit),
    oldest: () =>
      waiting()
        .map(({ id }) => id)
        .sort()[0],
  };
}
