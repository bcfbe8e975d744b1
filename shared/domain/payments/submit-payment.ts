import { DomainError } from '../errors.ts';
import type { RailOrder, SendToRail } from '../rail/rail.ts';
import type { ApplyRailEvent } from './apply-rail-event.ts';
import { findById } from './find-by-id.ts';
import type { Payment, PaymentStatus } from './payment.ts';
import type { FindPayment } from './read-payment.ts';
import type { ReplacePayment } from './replace-payment.ts';
import { applyKept, move } from './transitions.ts';
import { type Pause, whileStale } from './while-stale.ts';

export interface Submission {
  /** `no-need`: there was nothing left to hand over. */
  outcome: 'taken' | 'rejected' | 'no-need';
  /** The states that the payment passed through in this run. */
  reached: PaymentStatus[];
  /** Ids of rail events, the rejection itself among them, that contradict what the rail told before. */
  refused: string[];
}

interface Ports {
  find: FindPayment;
  replace: ReplacePayment;
  send: SendToRail;
  apply: ApplyRailEvent;
  nowMs: () => number;
  pause: Pause;
  askAfterSeconds: number;
}

/**
 * Hands one accepted payment to the rail.
 *
 * `submitted` is written before the rail is called, so no answer of the rail can overtake our own record. A crash
 * after that leaves a submitted payment: the next delivery, or the reconciler, sends it again, and the rail has one
 * effect per payment id.
 */
export function submitPayment(ports: Ports) {
  return async ({ paymentId, requestId }: { paymentId: string; requestId: string }): Promise<Submission> => {
    const { payment, reached, refused } = await whileStale(ports.pause, () => takeOver(ports, paymentId));
    if (payment.status !== 'submitted') return { outcome: 'no-need', reached, refused };
    const answer = await ports.send(orderOf(payment), requestId);
    if (answer.answer === 'taken') return { outcome: 'taken', reached, refused };
    const event = { id: `answer-${paymentId}-failed`, type: 'failed' as const, failure: answer.failure };
    const applied = await ports.apply(paymentId, event, requestId);
    if (applied.outcome !== 'recorded') return { outcome: 'rejected', reached, refused };
    return {
      outcome: 'rejected',
      reached: [...reached, ...applied.reached],
      refused: [...refused, ...applied.refused],
    };
  };
}

type TakenOver = { payment: Payment; reached: PaymentStatus[]; refused: string[] };

async function takeOver(
  { find, replace, nowMs, askAfterSeconds }: Ports,
  paymentId: string,
): Promise<TakenOver | 'stale'> {
  const payment = await findById(find)(paymentId);
  // The payment is written before its message is sent, so this message cannot be one of ours.
  if (!payment) throw new DomainError('payment-not-found', 'A message names a payment that does not exist.');
  if (payment.status !== 'accepted') return { payment, reached: [], refused: [] };
  const at = new Date(nowMs()).toISOString();
  const dueAt = new Date(nowMs() + askAfterSeconds * 1000).toISOString();
  const kept = applyKept({ ...move(payment, 'submitted', at), dueAt }, at);
  if ((await replace(payment, kept.payment)) === 'stale') return 'stale';
  const refused = kept.refused.map(({ id }) => id);
  return { payment: kept.payment, reached: ['submitted', ...kept.reached], refused };
}

function orderOf({ id, amount, creditor, reference }: Payment): RailOrder {
  return { id, amount, creditor, reference };
}
