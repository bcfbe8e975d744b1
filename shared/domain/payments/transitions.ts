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

/** A move is `early` when the declared moves can still lead to a state that allows it; otherwise it is `refused`. */
export type Verdict = 'fits' | 'already' | 'early' | 'refused';

export function judge(from: PaymentStatus, to: PaymentStatus): Verdict {
  if (from === to) return 'already';
  if (transitions[from].includes(to)) return 'fits';
  return leadsTo(from, to) ? 'early' : 'refused';
}

/** The payment after a move that fits. Waiting ends with a settled, failed or returned payment, so `dueAt` goes. */
export function move(payment: Payment, to: PaymentStatus, at: string, failure?: Failure): Payment {
  const { dueAt: _, ...rest } = payment;
  return { ...rest, status: to, updatedAt: at, checks: 0, ...(failure && { failure }) };
}

/** Applies one rail event, then every kept event that it made fit. Pure: the caller saves the result. */
export function applyRailEvent(payment: Payment, event: RailEvent, at: string): { verdict: Verdict; payment: Payment } {
  const verdict = judge(payment.status, event.type);
  if (verdict === 'early') return { verdict, payment: keepEarly(payment, event) };
  if (verdict !== 'fits') return { verdict, payment };
  return { verdict, payment: applyKept(move(payment, event.type, at, event.failure), at) };
}

function keepEarly(payment: Payment, event: RailEvent): Payment {
  const known = payment.early.some((kept) => kept.id === event.id);
  return known ? payment : { ...payment, early: [...payment.early, event] };
}

/** Applies what was kept; run after any move, for a kept event may fit only now. */
export function applyKept(payment: Payment, at: string): Payment {
  const next = payment.early.find((kept) => judge(payment.status, kept.type) === 'fits');
  if (!next) return payment;
  const early = payment.early.filter((kept) => kept !== next);
  return applyKept(move({ ...payment, early }, next.type, at, next.failure), at);
}

function leadsTo(from: PaymentStatus, to: PaymentStatus): boolean {
  return transitions[from].some((next) => next === to || leadsTo(next, to));
}
