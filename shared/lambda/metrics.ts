import { Metrics } from '@aws-lambda-powertools/metrics';
import type { MiddlewareObj } from '@middy/core';

export { MetricUnit } from '@aws-lambda-powertools/metrics';

/** Business counts, written as EMF lines when the invocation ends. */
export const metrics = new Metrics();

/** Publishes what was counted, on success and on failure. Powertools' own middleware warns about each run that counted nothing. */
export function publishMetrics(): MiddlewareObj {
  const publish = () => {
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  };
  return {
    before: ({ context }) => metrics.captureColdStartMetric(context.functionName),
    after: publish,
    onError: publish,
  };
}
