import type { Payment } from './payment.ts';

const longestSeconds = 3600;

/** When to look again at a payment that a check did not move: twice as late each time, at most an hour. */
export function backOff(payment: Payment, firstSeconds: number, nowMs: number): Payment {
  const waitSeconds = Math.min(firstSeconds * 2 ** Math.min(payment.checks, 30), longestSeconds);
  return { ...payment, checks: payment.checks + 1, dueAt: new Date(nowMs + waitSeconds * 1000).toISOString() };
}
