import type { Reconciliation } from '../domain/payments/reconcile-payments.ts';
import { countMoves } from './count-moves.ts';
import { countRefused } from './count-unapplied.ts';
import { logger } from './logger.ts';
import { MetricUnit, metrics } from './metrics.ts';

/** What operators see of one run. Throws when checks failed unforeseen, so that the function's error alarm sees it. */
export function reportReconciliation(run: Reconciliation): void {
  const { did, reached, refused, oldestUnsettledAgeSeconds, leftOver, errors } = run;
  const { resent = 0, moved = 0 } = did;
  countMoves(reached);
  for (const { paymentId, eventId } of refused) countRefused(paymentId, [eventId]);
  metrics.addMetric('ReconciledPayments', MetricUnit.Count, resent + moved);
  metrics.addMetric('OldestUnsettledAgeSeconds', MetricUnit.Seconds, oldestUnsettledAgeSeconds);
  logger.info('payments reconciled', { ...did, leftOver, failed: errors.length, oldestUnsettledAgeSeconds });
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} checks failed, e.g.: ${errors[0]}`);
}
