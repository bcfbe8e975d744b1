import type { ApplyRailEvent, RailEventOutcome } from '../payments/apply-rail-event.ts';
import type { RailEvent } from '../payments/payment.ts';
import type { Delivery } from './delivery.ts';
import type { QuarantineReason } from './quarantine-reason.ts';
import type { VerifyDelivery } from './verify-delivery.ts';

/** What a genuine body says, or why it says nothing to us. */
export type ReadRailEvent = (
  body: string,
) => { paymentId: string; event: Omit<RailEvent, 'id'> } | 'malformed-body' | 'unknown-type';

/**
 * Keeps a delivery with the reason why it was set aside. `known` when it is kept already: the very same delivery, or, if
 * its signature was good, the same event for the same reason.
 */
export type Quarantine = (delivery: Delivery, reason: QuarantineReason, at: string) => Promise<'kept' | 'known'>;

export type Processed =
  | ({ outcome: 'applied'; paymentId: string } & Omit<Extract<RailEventOutcome, { outcome: 'recorded' }>, 'outcome'>)
  | { outcome: 'duplicate'; paymentId: string }
  | { outcome: 'quarantined'; reason: QuarantineReason; kept: 'kept' | 'known' };

interface Ports {
  verify: VerifyDelivery;
  read: ReadRailEvent;
  apply: ApplyRailEvent;
  quarantine: Quarantine;
  nowMs: () => number;
}

/** Takes in one delivery of a rail's event. It returns for all that time cannot mend and throws for the rest. */
export function processWebhook({ verify, read, apply, quarantine, nowMs }: Ports) {
  return async (delivery: Delivery): Promise<Processed> => {
    const setAside = async (reason: QuarantineReason): Promise<Processed> => {
      const kept = await quarantine(delivery, reason, new Date(nowMs()).toISOString());
      return { outcome: 'quarantined', reason, kept };
    };

    const verified = await verify(delivery);
    if (typeof verified === 'string') return setAside(verified);
    const told = read(delivery.body);
    if (typeof told === 'string') return setAside(told);
    const { paymentId } = told;
    const applied = await apply(paymentId, { id: verified.eventId, ...told.event }, delivery.requestId);
    switch (applied.outcome) {
      case 'recorded':
        return { ...applied, outcome: 'applied', paymentId };
      case 'duplicate':
        return { outcome: 'duplicate', paymentId };
      case 'reused':
        return setAside('event-id-reused');
      case 'unknown-payment':
        return setAside('unknown-payment');
    }
  };
}
