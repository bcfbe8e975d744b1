import type { MetricDatum, Observer } from '../observer.ts';
import type { Invocation } from './invocation.ts';
import type { Place } from './take-place.ts';
import type { Target } from './targets.ts';

export interface Measured {
  target: Target;
  invocation: Invocation;
  /** Absent when it was throttled. */
  place: Place | undefined;
  startedAt: number;
}

/**
 * The AWS/Lambda metrics of one invocation, with the time of its start, on the dimensions of the function and of the
 * alias or version that it was addressed to (AWS: Types of metrics for Lambda functions). Not the Region's sums.
 */
export function reportMetrics(observe: Observer, measured: Measured): void {
  const data = metricsOf(measured);
  for (const dimensions of dimensionsOf(measured.target)) {
    for (const [name, value, unit] of data) {
      const datum: MetricDatum = {
        namespace: 'AWS/Lambda',
        name,
        dimensions,
        value,
        unit,
        timestamp: measured.startedAt,
      };
      observe.metric(datum);
    }
  }
}

type Datum = readonly [name: string, value: number, unit: string];

function metricsOf({ target, invocation, place }: Measured): Datum[] {
  if (invocation.outcome === 'throttled' || place === undefined) return [['Throttles', 1, 'Count']];
  const data: Datum[] = [
    ['Invocations', 1, 'Count'],
    ['Errors', invocation.outcome === 'failed' ? 1 : 0, 'Count'],
    ['Throttles', 0, 'Count'],
    ['Duration', invocation.durationMs, 'Milliseconds'],
    ['ConcurrentExecutions', place.concurrent, 'Count'],
  ];
  if (place.provisioned !== undefined) data.push(['ProvisionedConcurrencyInvocations', 1, 'Count']);
  else if (target.provisioned > 0) data.push(['ProvisionedConcurrencySpilloverInvocations', 1, 'Count']);
  return data;
}

function dimensionsOf({ config, qualifier }: Target): Array<Record<string, string>> {
  const ofFunction = { FunctionName: config.name };
  if (qualifier === undefined) return [ofFunction];
  return [ofFunction, { ...ofFunction, Resource: `${config.name}:${qualifier}` }];
}
