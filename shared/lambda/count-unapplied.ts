import type { QuarantineReason } from '../domain/webhooks/quarantine-reason.ts';
import { logger } from './logger.ts';
import { MetricUnit, metrics } from './metrics.ts';

/** Something that the rail itself said and that changes nothing here: the two disagree, or do not understand each other. */
export interface UnappliedRailEvent {
  eventId: string | undefined;
  /** `refused`: no declared move leads there from the payment's status. */
  reason: 'refused' | QuarantineReason;
  paymentId?: string;
}

/**
 * Calls a human (docs/runbooks/events-unapplied.md). To be called by whoever wrote the event's row, so that each event
 * counts once. Published at once: the end of an invocation may not come, and whoever gets the message again finds the row.
 */
export function countUnapplied(event: UnappliedRailEvent): void {
  logger.warn('rail event not applied', { ...event });
  metrics.singleMetric().addMetric('UnappliedRailEvents', MetricUnit.Count, 1);
}

/** Events that contradict the payment, by their ids. */
export function countRefused(paymentId: string, eventIds: readonly string[]): void {
  for (const eventId of eventIds) countUnapplied({ eventId, paymentId, reason: 'refused' });
}
