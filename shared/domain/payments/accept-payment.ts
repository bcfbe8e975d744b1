import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonical-json.ts';
import { DomainError } from '../errors.ts';
import type { Money, Payment } from './payment.ts';
import { paymentIdOf, type Scope } from './payment-id.ts';

/** What a caller asks for, checked and normalised. */
export type PaymentRequest = Pick<Payment, 'amount' | 'creditor' | 'reference' | 'metadata'>;

/**
 * Writes a new payment and holds its amount: both or neither.
 * - `exists`: the same (partner, route, key) made a payment before. It comes back, whatever the funds are by now
 * - `insufficient`: the partner has less than the amount; `available` is what there was
 * @throws RetryLater when too many others move the same partner's money: nothing was done
 */
export type SavePayment = (payment: Payment) => Promise<Saved>;

export type Saved =
  | { outcome: 'saved' }
  | { outcome: 'exists'; payment: Payment }
  | { outcome: 'insufficient'; available: Money };

/** Tells the worker of a payment. May be repeated: the worker takes each payment once. */
export type EnqueuePayment = (message: { paymentId: string; requestId: string }) => Promise<void>;

export interface AcceptPayment {
  scope: Scope;
  request: PaymentRequest;
  requestId: string;
  batchId?: string;
}

export interface Acceptance {
  /** `repeated` when an earlier request had made the payment. */
  outcome: 'accepted' | 'repeated';
  payment: Payment;
  /** Set when the worker could not be told. The payment stands all the same: it is due, and the reconciler tells. */
  enqueueError?: unknown;
}

export interface AcceptPaymentPorts {
  save: SavePayment;
  enqueue: EnqueuePayment;
  nowMs: () => number;
  /** After how long the reconciler tells the worker again. */
  resendAfterSeconds: number;
}

/**
 * Accepts a payment once: written with its amount held, then queued.
 * @throws DomainError idempotency-key-reused when the key made another payment; insufficient-funds
 */
export function acceptPayment({ save, enqueue, nowMs, resendAfterSeconds }: AcceptPaymentPorts) {
  return async (command: AcceptPayment): Promise<Acceptance> => {
    const payment = newPayment(command, nowMs(), resendAfterSeconds);
    const saved = await save(payment);
    if (saved.outcome === 'insufficient') throw insufficientFunds(payment.amount, saved.available);
    if (saved.outcome === 'exists' && !isOwnWrite(saved.payment, payment))
      return { outcome: 'repeated', payment: sameRequest(saved.payment, payment) };
    try {
      await enqueue({ paymentId: payment.id, requestId: payment.requestId });
      return { outcome: 'accepted', payment };
    } catch (enqueueError) {
      return { outcome: 'accepted', payment, enqueueError };
    }
  };
}

/** Two requests with equal hashes ask for the same payment, however they were laid out. */
export function hashRequest({ amount, creditor, reference, metadata }: PaymentRequest): string {
  const text = canonicalJson({ amount, creditor, reference, metadata });
  return createHash('sha256').update(text).digest('hex');
}

/** A key names one request; under another it would hide from the caller that nothing new was made. */
export function keyReused(existing: Payment | undefined): DomainError {
  const detail = 'The key was used for another payment. Use a new key for a new one.';
  return new DomainError('idempotency-key-reused', detail, { resource: existing?.id });
}

/** Says both numbers: in a batch the sentence is all that the caller sees. */
function insufficientFunds({ value, currency }: Money, available: Money): DomainError {
  const detail = `The payment needs ${value} and you have ${available.value} available, in minor units of ${currency}.`;
  return new DomainError('insufficient-funds', detail, { available });
}

/** A write whose answer was lost is sent again by the SDK, and then meets itself. */
function isOwnWrite(existing: Payment, wanted: Payment): boolean {
  return existing.id === wanted.id && existing.requestId === wanted.requestId && isSameRequest(existing, wanted);
}

function sameRequest(existing: Payment, wanted: Payment): Payment {
  if (isSameRequest(existing, wanted)) return existing;
  throw keyReused(existing);
}

function isSameRequest(existing: Payment, wanted: Payment): boolean {
  return existing.requestHash === wanted.requestHash;
}

function newPayment(
  { scope, request, requestId, batchId }: AcceptPayment,
  nowMs: number,
  waitSeconds: number,
): Payment {
  const now = new Date(nowMs).toISOString();
  return {
    id: paymentIdOf(scope, nowMs),
    partnerId: scope.partnerId,
    status: 'accepted',
    ...request,
    createdAt: now,
    updatedAt: now,
    batchId,
    requestHash: hashRequest(request),
    requestId,
    version: 1,
    dueAt: new Date(nowMs + waitSeconds * 1000).toISOString(),
    checks: 0,
    early: [],
  };
}
