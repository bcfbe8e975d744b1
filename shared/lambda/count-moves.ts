import type { PaymentStatus } from '../domain/payments/payment.ts';
import { MetricUnit, metrics } from './metrics.ts';

/** Counts each state that a payment came to. Counted where the state was written, so once per payment. */
export function countMoves(reached: readonly PaymentStatus[]): void {
  for (const status of reached) {
    const name = names[status];
    if (name) metrics.addMetric(name, MetricUnit.Count, 1);
  }
}

/** Acceptance is counted at the front door. */
const names: Partial<Record<PaymentStatus, string>> = {
  submitted: 'PaymentsSubmitted',
  settled: 'PaymentsSettled',
  failed: 'PaymentsFailed',
  returned: 'PaymentsReturned',
};
