import { Metrics } from '@aws-lambda-powertools/metrics';

export { MetricUnit } from '@aws-lambda-powertools/metrics';

/** Business counts, written as EMF lines when the invocation ends. */
export const metrics = new Metrics();
