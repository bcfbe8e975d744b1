import { findById } from './find-by-id.ts';
import type { Payment, PaymentStatus, RailEvent } from './payment.ts';
import type { FindPayment } from './read-payment.ts';
import { afterRailEvent, type Verdict } from './transitions.ts';
import { type Pause, whileStale } from './while-stale.ts';

/** What is kept of every event that was judged, whatever came of it. */
export interface RailEventRecord {
  event: RailEvent;
  paymentId: string;
  verdict: Verdict;
  /** When it was judged, ISO 8601. */
  at: string;
  requestId: string;
}

/** A payment as it was read, and what is to become of it. */
export interface PaymentChange {
  before: Payment;
  after: Payment;
}

/**
 * Writes the event's record and, if given, the changed payment with the movements of its money: all or nothing.
 * - `duplicate`: the same event of the same payment has a record already
 * - `reused`: a different event has a record under this id
 * - `stale`: the payment is no longer the version that was read
 * @throws RetryLater when too many others move the same partner's money: nothing was done
 */
export type RecordRailEvent = (
  record: RailEventRecord,
  change?: PaymentChange,
) => Promise<'recorded' | 'duplicate' | 'reused' | 'stale'>;

export type RailEventOutcome =
  | {
      outcome: 'recorded';
      verdict: Verdict;
      status: PaymentStatus;
      reached: PaymentStatus[];
      /** Ids of events that contradict the payment, this one or earlier ones. A human has to see them. */
      refused: string[];
    }
  | { outcome: 'duplicate' | 'reused' | 'unknown-payment' };

export type ApplyRailEvent = (paymentId: string, event: RailEvent, requestId: string) => Promise<RailEventOutcome>;

interface Ports {
  find: FindPayment;
  record: RecordRailEvent;
  nowMs: () => number;
  pause: Pause;
}

/**
 * Applies a rail event to its payment exactly once, however often, late or early it comes.
 * Nothing is written before the one transaction, so a crash leaves the event to its next delivery.
 */
export function applyRailEvent({ find, record, nowMs, pause }: Ports): ApplyRailEvent {
  return (paymentId, event, requestId) =>
    whileStale(pause, async () => {
      const payment = await findById(find)(paymentId);
      if (!payment) return { outcome: 'unknown-payment' };
      const at = new Date(nowMs()).toISOString();
      const { verdict, payment: after, ...step } = afterRailEvent(payment, event, at);
      const change = after === payment ? undefined : { before: payment, after };
      const result = await record({ event, paymentId, verdict, at, requestId }, change);
      const { reached, refused } = step;
      if (result === 'recorded')
        return { outcome: 'recorded', verdict, status: after.status, reached, refused: refused.map(({ id }) => id) };
      return result === 'stale' ? result : { outcome: result };
    });
}
