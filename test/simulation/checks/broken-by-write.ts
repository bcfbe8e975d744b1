import type { Payment, PaymentStatus } from '#shared/domain/payments/payment.ts';
import type { Write } from '../world/writes.ts';

/**
 * Where one write may take a payment: a write can make more than one move, when it applies events that came early. Said
 * again here, for the product's own table cannot vouch for itself.
 */
const declared: Record<PaymentStatus, readonly PaymentStatus[]> = {
  accepted: ['submitted', 'settled', 'failed', 'returned'],
  submitted: ['settled', 'failed', 'returned'],
  settled: ['returned'],
  failed: [],
  returned: [],
};

const awaited: ReadonlySet<PaymentStatus> = new Set(['accepted', 'submitted']);

/** What is wrong with a write to a payment, if anything is. */
export function brokenByWrite({ before, after }: Write): string | undefined {
  const broken = before ? brokenByChange(before, after) : brokenByCreation(after);
  return broken && `${after.id} ${broken}`;
}

function brokenByCreation({ status, version }: Payment): string | undefined {
  return status === 'accepted' && version === 1 ? undefined : `begins as ${status} v${version}`;
}

function brokenByChange(before: Payment, after: Payment): string | undefined {
  if (after.id !== before.id) return `takes the place of ${before.id}`;
  if (after.version !== before.version + 1) return `goes from v${before.version} to v${after.version}`;
  if (after.requestHash !== before.requestHash) return 'becomes the payment of another request';
  if (awaited.has(after.status) && !after.dueAt) return `is ${after.status}, and nobody is to look after it`;
  if (before.status === after.status) return brokenByStaying(before, after);
  if (declared[before.status].includes(after.status)) return undefined;
  return `goes from ${before.status} to ${after.status}, which is not declared`;
}

/** A write that makes no move sets the next check or keeps an early event. To enter a state again is its effect again. */
function brokenByStaying({ status, updatedAt }: Payment, after: Payment): string | undefined {
  return awaited.has(status) && after.updatedAt === updatedAt ? undefined : `becomes ${status} twice`;
}
