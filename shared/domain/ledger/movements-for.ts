import type { Payment, PaymentStatus } from '../payments/payment.ts';
import { fingerprintIn } from '../payments/payment-id.ts';
import { statesBetween } from '../payments/transitions.ts';
import type { Movement, MovementKind } from './movement.ts';

/** What entering a state does to the money of a payment. */
const onEntering: Record<PaymentStatus, MovementKind | undefined> = {
  accepted: 'hold',
  submitted: undefined,
  settled: 'settle',
  failed: 'release',
  returned: 'return',
};

/**
 * The movements that belong to a change of a payment, in order: one for each state that it passes through and that moves
 * money. A payment that did not exist before enters its first state as well.
 */
export function movementsFor(before: Payment | undefined, after: Payment): Movement[] {
  const { partnerId, amount, updatedAt: at } = after;
  const cause = causeOf(after.id);
  const kinds = statesBetween(before?.status, after.status).map((status) => onEntering[status]);
  return kinds.flatMap((kind) => (kind ? [{ cause, kind, partnerId, amount, at }] : []));
}

/** The fingerprint alone: whatever else a second payment under the same key had, its money would not move again. */
function causeOf(paymentId: string): string {
  return `payment#${fingerprintIn(paymentId)}`;
}
