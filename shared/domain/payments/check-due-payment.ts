import { RetryLater } from '../errors.ts';
import type { AskRail, RailState } from '../rail/rail.ts';
import type { EnqueuePayment } from './accept-payment.ts';
import type { ApplyRailEvent } from './apply-rail-event.ts';
import { backOff } from './back-off.ts';
import { findById } from './find-by-id.ts';
import type { Payment, PaymentStatus, RailEvent } from './payment.ts';
import type { FindPayment } from './read-payment.ts';
import type { ReplacePayment } from './replace-payment.ts';

export interface CheckPorts {
  find: FindPayment;
  replace: ReplacePayment;
  enqueue: EnqueuePayment;
  ask: AskRail;
  apply: ApplyRailEvent;
  nowMs: () => number;
  resendAfterSeconds: number;
  askAfterSeconds: number;
}

export interface Check {
  /**
   * - `not-due`: it moved on since the index was read
   * - `resent`: the worker was asked (again) to hand it to the rail
   * - `pending`: the rail has it and is not done
   * - `unreachable`: the rail did not say
   * - `moved`: the rail told what became of it
   * - `put-off`: others were at it, or at the same money; it is as due as before
   */
  did: 'not-due' | 'resent' | 'pending' | 'unreachable' | 'moved' | 'put-off';
  reached: PaymentStatus[];
  /** Rail events that contradict the payment: what was asked, or what was kept. */
  refused: { paymentId: string; eventId: string }[];
}

const nothing = { reached: [], refused: [] };

/** Finds out what holds up one overdue payment and sets it going again. It asks; it never guesses. */
export async function checkDuePayment(ports: CheckPorts, paymentId: string): Promise<Check> {
  try {
    return await check(ports, paymentId);
  } catch (error) {
    if (error instanceof RetryLater) return { did: 'put-off', ...nothing };
    throw error;
  }
}

async function check(ports: CheckPorts, paymentId: string): Promise<Check> {
  const payment = await findById(ports.find)(paymentId);
  if (!payment?.dueAt || payment.dueAt > new Date(ports.nowMs()).toISOString()) return { did: 'not-due', ...nothing };
  if (payment.status === 'accepted') return resend(ports, payment, ports.resendAfterSeconds);
  const state = await askOrUndefined(ports.ask, payment);
  if (state === undefined) return waitOn(ports, payment, 'unreachable');
  if (state.status === 'pending') return waitOn(ports, payment, 'pending');
  if (state.status === 'unknown') return resend(ports, payment, ports.askAfterSeconds);
  const { reached, refused } = await applyAll(ports.apply, payment, eventsOf(payment.id, state));
  if (reached.length > 0) return { did: 'moved', reached, refused };
  return { ...(await waitOn(ports, payment, 'pending')), refused };
}

/** Sends first and notes it after: a crash between the two sends once more, and sending twice does no harm. */
async function resend(ports: CheckPorts, payment: Payment, firstSeconds: number): Promise<Check> {
  await ports.enqueue({ paymentId: payment.id, requestId: payment.requestId });
  await ports.replace(payment, backOff(payment, firstSeconds, ports.nowMs()));
  return { did: 'resent', ...nothing };
}

/** A `stale` replacement is no matter: whoever wrote in between has moved the payment on. */
async function waitOn(ports: CheckPorts, payment: Payment, did: 'pending' | 'unreachable'): Promise<Check> {
  await ports.replace(payment, backOff(payment, ports.askAfterSeconds, ports.nowMs()));
  return { did, ...nothing };
}

async function askOrUndefined(ask: AskRail, payment: Payment): Promise<RailState | undefined> {
  try {
    return await ask(payment.id, payment.requestId);
  } catch (error) {
    if (error instanceof RetryLater) return undefined;
    throw error;
  }
}

/**
 * A returned payment was settled before, by the only declared way to get there. The return goes first: it is kept as
 * early, the settlement then applies both at once, and a crash in between leaves a payment that is still due.
 */
function eventsOf(paymentId: string, state: RailState): RailEvent[] {
  const id = `ask-${paymentId}-${state.status}`;
  switch (state.status) {
    case 'settled':
      return [{ id, type: 'settled' }];
    case 'returned':
      return [
        { id, type: 'returned', failure: state.failure },
        { id: `ask-${paymentId}-settled`, type: 'settled' },
      ];
    case 'failed':
    case 'rejected':
      return [{ id, type: 'failed', failure: state.failure }];
    default:
      return [];
  }
}

async function applyAll(apply: ApplyRailEvent, payment: Payment, events: RailEvent[]): Promise<Omit<Check, 'did'>> {
  const all: Omit<Check, 'did'> = { reached: [], refused: [] };
  for (const event of events) {
    const applied = await apply(payment.id, event, payment.requestId);
    if (applied.outcome !== 'recorded') continue;
    all.reached.push(...applied.reached);
    all.refused.push(...applied.refused.map((eventId) => ({ paymentId: payment.id, eventId })));
  }
  return all;
}
