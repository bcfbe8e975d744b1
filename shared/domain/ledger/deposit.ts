import type { Money } from '../payments/payment.ts';
import type { Movement } from './movement.ts';

export interface Deposit {
  partnerId: string;
  amount: Money;
  /** The operator's idempotency key: the same again is the same deposit. */
  key: string;
}

/**
 * Books a deposit.
 * - `already`: this very deposit was booked before, and not again
 * - `reused`: its key was used for another amount
 * - `too-much`: the partner's money would no longer be a number that every JSON reader takes exactly
 */
export type BookDeposit = (deposit: Movement) => Promise<'booked' | 'already' | 'reused' | 'too-much'>;

export function depositOf({ partnerId, amount, key }: Deposit, at: string): Movement {
  return { cause: `deposit#${partnerId}#${key}`, kind: 'deposit', partnerId, amount, at };
}
