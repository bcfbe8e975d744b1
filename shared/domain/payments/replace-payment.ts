import type { Payment } from './payment.ts';

/** Replaces the stored payment if it still has this payment's version, and counts the version up. */
export type ReplacePayment = (payment: Payment) => Promise<'saved' | 'stale'>;
