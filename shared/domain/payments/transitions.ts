import type { Failure, Payment, PaymentStatus, RailEvent } from './payment.ts';

/** The only moves a payment can make. What is not here is refused. */
const transitions: Record<PaymentStatus, readonly PaymentStatus[]> = {
  accepted: ['submitted'],
  submitted: ['settled', 'failed'],
  settled: ['returned'],
  failed: [],
  returned: [],
};

/** True when no rail event can change the payment any more. */
export function isFinal(status: PaymentStatus): boolean {
  return transitions[status].length === 0;
}

/**
 * A move is `already` made when the payment is in that state or went through it: there is at most one way to any state. It
 * is `early` when the declared moves can still lead to a state that allows it; otherwise it is `refused`.
 */
export type Verdict = 'fits' | 'already' | 'early' | 'refused';

export function judge(from: PaymentStatus, to: PaymentStatus): Verdict {
  if (wayBetween(to, from)) return 'already';
  if (transitions[from].includes(to)) return 'fits';
  return wayBetween(from, to) ? 'early' : 'refused';
}

/** The payment after a move that fits. Waiting ends with a settled, failed or returned payment, so `dueAt` goes. */
export function move(payment: Payment, to: PaymentStatus, at: string, failure?: Failure): Payment {
  const { dueAt: _, ...rest } = payment;
  return { ...rest, status: to, updatedAt: at, checks: 0, ...(failure && { failure }) };
}

/** What a rail event makes of a payment. */
export interface Step {
  verdict: Verdict;
  payment: Payment;
  /** The states that it passed through, in order. */
  reached: PaymentStatus[];
  /** What contradicts the payment as it is now: the event, or others that were kept for a state that cannot come any more. */
  refused: RailEvent[];
}

/** Applies one rail event, then every kept event that it made fit. Pure: the caller saves the result. */
export function afterRailEvent(payment: Payment, event: RailEvent, at: string): Step {
  const verdict = judge(payment.status, event.type);
  if (verdict === 'early') return keepEarly(payment, event);
  if (verdict !== 'fits') return { verdict, payment, reached: [], refused: verdict === 'refused' ? [event] : [] };
  const { payment: after, reached, refused } = applyKept(move(payment, event.type, at, event.failure), at);
  return { verdict, payment: after, reached: [event.type, ...reached], refused };
}

/** One event of each type is enough, and bounds the list: once it applies, a second one would change nothing. */
function keepEarly(payment: Payment, event: RailEvent): Step {
  const nothing = { reached: [], refused: [] };
  if (payment.early.some((kept) => kept.type === event.type)) return { verdict: 'already', payment, ...nothing };
  return { verdict: 'early', payment: { ...payment, early: [...payment.early, event] }, ...nothing };
}

/** Applies what was kept; run after any move, for a kept event may fit only now, or be early no more. */
export function applyKept(payment: Payment, at: string): Omit<Step, 'verdict'> {
  const verdictOn = (kept: RailEvent) => judge(payment.status, kept.type);
  const next = payment.early.find((kept) => verdictOn(kept) === 'fits');
  if (!next) {
    const early = payment.early.filter((kept) => verdictOn(kept) === 'early');
    const refused = payment.early.filter((kept) => verdictOn(kept) === 'refused');
    return { payment: { ...payment, early }, reached: [], refused };
  }
  const early = payment.early.filter((kept) => kept !== next);
  const { payment: after, reached, refused } = applyKept(move({ ...payment, early }, next.type, at, next.failure), at);
  return { payment: after, reached: [next.type, ...reached], refused };
}

/**
 * The states that a payment enters on the declared way from one state to another, in order; from nothing, the first one too.
 * @throws TypeError when there is no way: a defect
 */
export function statesBetween(from: PaymentStatus | undefined, to: PaymentStatus): PaymentStatus[] {
  const way = wayBetween(from ?? 'accepted', to);
  if (!way) throw new TypeError(`No payment goes from ${from} to ${to}`);
  return from ? way : ['accepted', ...way];
}

/** Of two states there is at most one way from the one to the other. */
function wayBetween(from: PaymentStatus, to: PaymentStatus): PaymentStatus[] | undefined {
  if (from === to) return [];
  for (const next of transitions[from]) {
    const rest = wayBetween(next, to);
    if (rest) return [next, ...rest];
  }
  return undefined;
}
