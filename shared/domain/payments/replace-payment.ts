import type { Payment } from './payment.ts';

/**
 * Writes `after` over `before` and books the money that moves between the two: all or nothing. `stale` when what is stored
 * is not the version that was read as `before`. The version counts up by itself.
 * @throws RetryLater when too many others move the same partner's money: nothing was done
 */
export type ReplacePayment = (before: Payment, after: Payment) => Promise<'saved' | 'stale'>;
