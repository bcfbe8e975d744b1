import type { PaymentStatus } from '#shared/domain/payments/payment.ts';
import type { SandboxStatus } from '#shared/domain/rail/sandbox-payment.ts';
import type { World } from '../world/world.ts';

/** What the bank may know of a payment while we say this of it: we are never ahead of the bank. */
const truth: Partial<Record<PaymentStatus, readonly SandboxStatus[]>> = {
  settled: ['settled', 'returned'],
  failed: ['failed', 'rejected'],
  returned: ['returned'],
};

/** What we claim of a payment and the bank does not; or an order that it got before we had written that we send it. */
export function brokenWord({ store, bank, byHand }: World): string | undefined {
  for (const { id, status } of store.payments.values()) {
    const word = bank.statusOf(id);
    const isTrue =
      status === 'accepted' ? !word || byHand.has(id) : !truth[status] || (word && truth[status].includes(word));
    if (!isTrue) return `${id} is ${status} with us and ${word ?? 'unknown'} with the bank`;
  }
  return undefined;
}

/** What the bank was made to do more than once. The reference is the payment's own, whatever id the order went under. */
export function doubledTaking({ bank: { takings } }: World): string | undefined {
  const seen = new Set<string>();
  for (const { id, reference } of takings) {
    if (seen.has(reference)) return `the bank takes "${reference}" twice, now as ${id}`;
    seen.add(reference);
  }
  return undefined;
}
