import type { Creditor, Failure, Money } from '../payments/payment.ts';

/** What a rail is asked to do. It must have one effect per `id`, however often it is sent. */
export interface RailOrder {
  id: string;
  amount: Money;
  creditor: Creditor;
  reference: string;
}

/** Hands an order to the rail. Throws `RetryLater` whenever the answer leaves open whether the rail took it. */
export type SendToRail = (order: RailOrder, requestId: string) => Promise<RailAnswer>;

export type RailAnswer = { answer: 'taken' } | { answer: 'rejected'; failure: Failure };

/** Asks the rail what became of an order. Throws `RetryLater` when it does not say. */
export type AskRail = (paymentId: string, requestId: string) => Promise<RailState>;

export type RailState =
  | { status: 'unknown' | 'pending' | 'settled' }
  | { status: 'rejected' | 'failed' | 'returned'; failure: Failure };
