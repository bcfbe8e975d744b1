import * as z from 'zod/mini';
import type { Payment } from '../domain/payments/payment.ts';
import { fingerprintIn } from '../domain/payments/payment-id.ts';

const timestamp = z.iso.datetime({ precision: 3 });
const failure = z.object({ code: z.string(), message: z.string() });
const railEvent = z.object({
  id: z.string(),
  type: z.enum(['settled', 'failed', 'returned']),
  failure: z.optional(failure),
});

/** A payment's attributes in PaymentsTable. Index attributes are dropped on the way out: they are derived. */
const storedPayment = z.object({
  id: z.string(),
  partnerId: z.string(),
  status: z.enum(['accepted', 'submitted', 'settled', 'failed', 'returned']),
  amount: z.object({ value: z.int(), currency: z.string() }),
  creditor: z.object({ name: z.string(), iban: z.string() }),
  reference: z.string(),
  metadata: z.record(z.string(), z.string()),
  createdAt: timestamp,
  updatedAt: timestamp,
  failure: z.optional(failure),
  batchId: z.optional(z.string()),
  requestHash: z.string(),
  requestId: z.string(),
  version: z.int(),
  dueAt: z.optional(timestamp),
  checks: z.int(),
  early: z.array(railEvent),
});

/** The reconciler's index is spread over these partitions; it asks each. */
export const dueShards = ['0', '1', '2', '3'] as const;

export type PaymentItem = Payment & { pk: string; partnerStatus: string; dueShard?: string };

/** The key is the fingerprint alone: the same (partner, route, key) meets the same item, whenever it comes. */
export function paymentKey(paymentId: string): { pk: string } {
  return { pk: `payment#${fingerprintIn(paymentId)}` };
}

export function partnerStatus(partnerId: string, status: Payment['status']): string {
  return `${partnerId}#${status}`;
}

/** The `due` index is sparse: an item is in it exactly while something is awaited. */
export function toItem(payment: Payment): PaymentItem {
  return {
    ...payment,
    ...paymentKey(payment.id),
    partnerStatus: partnerStatus(payment.partnerId, payment.status),
    ...(payment.dueAt && { dueShard: dueShardOf(payment.id) }),
  };
}

/** @throws ZodError when the item is not a payment: a defect, never the caller's fault */
export function fromItem(item: unknown): Payment {
  return storedPayment.parse(item);
}

function dueShardOf(paymentId: string): string {
  return String((paymentId.at(-1) ?? '0').charCodeAt(0) % dueShards.length);
}
