import type { Processed } from '../domain/webhooks/process-webhook.ts';
import { isGenuine } from '../domain/webhooks/quarantine-reason.ts';
import { countMoves } from './count-moves.ts';
import { countRefused, countUnapplied } from './count-unapplied.ts';
import { addLogKeys } from './log-context.ts';
import { logger } from './logger.ts';
import { MetricUnit, metrics } from './metrics.ts';

type Of<Outcome> = Extract<Processed, { outcome: Outcome }>;

/** What operators see of one delivery. */
export function reportWebhook(processed: Processed, eventId: string | undefined): void {
  addLogKeys({ eventId, outcome: processed.outcome });
  if (processed.outcome === 'quarantined') reportQuarantined(processed, eventId);
  else if (processed.outcome === 'duplicate') reportDuplicate(processed.paymentId);
  else reportApplied(processed);
}

/** Counted when it is kept first, not again for each copy that the queue hands over. */
function reportQuarantined({ reason, kept }: Of<'quarantined'>, eventId: string | undefined): void {
  logger.warn('webhook quarantined', { reason, kept });
  if (kept === 'known') return;
  // Twice: all together, which the alarm watches, and by reason, which says what is the matter.
  metrics.addMetric('QuarantinedWebhooks', MetricUnit.Count, 1);
  metrics.singleMetric().addDimension('reason', reason).addMetric('QuarantinedWebhooks', MetricUnit.Count, 1);
  if (isGenuine(reason)) countUnapplied({ eventId, reason });
}

function reportDuplicate(paymentId: string): void {
  logger.info('rail event known', { paymentId });
  metrics.addMetric('DuplicateWebhooks', MetricUnit.Count, 1);
}

function reportApplied({ paymentId, verdict, status, reached, refused }: Of<'applied'>): void {
  logger.info('rail event judged', { paymentId, verdict, status });
  countMoves(reached);
  countRefused(paymentId, refused);
}
