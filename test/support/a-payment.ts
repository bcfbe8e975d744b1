import type { AcceptPayment } from '#shared/domain/payments/accept-payment.ts';
import { hashRequest, type PaymentRequest } from '#shared/domain/payments/accept-payment.ts';
import type { Payment } from '#shared/domain/payments/payment.ts';
import { paymentIdOf, type Scope } from '#shared/domain/payments/payment-id.ts';

/** 2026-11-20T09:30:27.123Z */
export const someMs = 1_795_167_027_123;

export function aScope(over: Partial<Scope> = {}): Scope {
  return { partnerId: 'acme', route: 'POST /v1/payments', key: 'key-1', ...over };
}

export function aRequest(over: Partial<PaymentRequest> = {}): PaymentRequest {
  return {
    amount: { value: 12_500, currency: 'EUR' },
    creditor: { name: 'Ada Lovelace', iban: 'DE89370400440532013000' },
    reference: 'Invoice 2026-0117',
    metadata: { order: 'A-42' },
    ...over,
  };
}

export function aCommand(over: Partial<AcceptPayment> = {}): AcceptPayment {
  return { scope: aScope(), request: aRequest(), requestId: 'request-1', ...over };
}

/** A payment as it is when just accepted, of this scope and second. */
export function aPayment({
  scope = aScope(),
  atMs = someMs,
  ...over
}: Partial<Payment> & { scope?: Scope; atMs?: number } = {}): Payment {
  const now = new Date(atMs).toISOString();
  return {
    id: paymentIdOf(scope, atMs),
    partnerId: scope.partnerId,
    status: 'accepted',
    ...aRequest(),
    createdAt: now,
    updatedAt: now,
    requestHash: hashRequest(aRequest()),
    requestId: 'request-1',
    version: 1,
    dueAt: new Date(atMs + 10_000).toISOString(),
    checks: 0,
    early: [],
    ...over,
  };
}
