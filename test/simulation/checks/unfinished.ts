import type { PaymentStatus } from '#shared/domain/payments/payment.ts';
import type { SandboxStatus } from '#shared/domain/rail/sandbox-payment.ts';
import type { Clients } from '../world/clients.ts';
import type { Deposits } from '../world/deposits.ts';
import type { World } from '../world/world.ts';

/** What has become of a payment when all that could happen has happened. */
const end: Partial<Record<SandboxStatus, PaymentStatus>> = {
  rejected: 'failed',
  failed: 'failed',
  settled: 'settled',
  returned: 'returned',
};

/** What is still open. Nothing may be once the trouble is over and the reconciler has had its time. */
export function unfinished(world: World, clients: Clients, deposits: Deposits): string | undefined {
  const { store, bank, payments, webhooks } = world;
  for (const payment of store.payments.values()) {
    const word = bank.statusOf(payment.id);
    if (!word || payment.status !== end[word])
      return `${payment.id} is stuck as ${payment.status}; with the bank it is ${word ?? 'unknown'}`;
    if (payment.dueAt) return `${payment.id} is ${payment.status} and still waited for`;
    if (payment.early.length > 0) return `${payment.id} keeps an event that never applied`;
  }
  if (clients.waiting() > 0) return `${clients.waiting()} clients have no answer`;
  if (deposits.waiting() > 0) return `${deposits.waiting()} deposits are not booked`;
  const messages = payments.waiting() + webhooks.waiting() + bank.untold();
  return messages > 0 ? `${messages} messages are not done with` : undefined;
}
