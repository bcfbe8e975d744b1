import type { Delivery } from '#shared/domain/webhooks/delivery.ts';
import type { Quarantine } from '#shared/domain/webhooks/process-webhook.ts';

interface Kept {
  delivery: Delivery;
  reason: string;
  at: string;
}

/** In memory; the same contract suite runs against it and against DynamoDB. */
export function fakeQuarantine(): { quarantine: Quarantine; deliveries: Kept[] } {
  const deliveries: Kept[] = [];
  return {
    deliveries,
    quarantine: async (delivery, reason, at) => {
      const { receivedAt: _, ...same } = delivery;
      const known = deliveries.some(
        ({ delivery: { receivedAt, ...kept } }) => JSON.stringify(kept) === JSON.stringify(same),
      );
      if (known) return 'known';
      deliveries.push({ delivery: structuredClone(delivery), reason, at });
      return 'kept';
    },
  };
}
