import type { Delivery } from '#shared/domain/webhooks/delivery.ts';
import type { Quarantine } from '#shared/domain/webhooks/process-webhook.ts';
import { isGenuine, type QuarantineReason } from '#shared/domain/webhooks/quarantine-reason.ts';

interface Kept {
  delivery: Delivery;
  reason: QuarantineReason;
  at: string;
}

/** In memory; the same contract suite runs against it and against DynamoDB. */
export function fakeQuarantine(): { quarantine: Quarantine; deliveries: Kept[] } {
  const deliveries: Kept[] = [];
  return {
    deliveries,
    quarantine: async (delivery, reason, at) => {
      const known = deliveries.find((kept) => identityOf(kept.delivery, kept.reason) === identityOf(delivery, reason));
      if (known) return known.at === at ? 'kept' : 'known';
      deliveries.push({ delivery: structuredClone(delivery), reason, at });
      return 'kept';
    },
  };
}

function identityOf({ receivedAt: _, ...delivery }: Delivery, reason: QuarantineReason): string {
  return JSON.stringify(isGenuine(reason) ? [reason, delivery.id, delivery.body] : delivery);
}
