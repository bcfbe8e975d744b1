import type { Observer } from '../../observer.ts';
import type { Exchange } from '../exchange.ts';

export interface RequestMetricsOptions {
  apiId: string;
  stage: string;
  /** Whether a route's metrics are told apart. */
  isDetailed: (routeKey: string) => boolean;
  observe: Pick<Observer, 'metric'>;
}

type Dimensions = Record<string, string>;

const namespace = 'AWS/ApiGateway';

/** What CloudWatch gets of each request (AWS: Metrics for HTTP APIs). Of the error counts most are 0: their average is a rate. */
export function createRequestMetrics({ apiId, stage, isDetailed, observe }: RequestMetricsOptions) {
  const ofStage: Dimensions[] = [{ ApiId: apiId }, { ApiId: apiId, Stage: stage }];
  const byRoute = new Map<string, Dimensions[]>();

  function dimensionsOf(routeKey: string): Dimensions[] {
    const known = byRoute.get(routeKey);
    if (known) return known;
    const made = isDetailed(routeKey) ? [...ofStage, { ApiId: apiId, Stage: stage, Route: routeKey }] : ofStage;
    byRoute.set(routeKey, made);
    return made;
  }

  return ({ route, integration, outcome, receivedAtMs: timestamp }: Exchange): void => {
    if (!outcome) return;
    const { status, latencyMs } = outcome;
    for (const dimensions of route ? dimensionsOf(route.key) : ofStage) {
      const tell = (name: string, value: number, unit: string) =>
        observe.metric({ namespace, name, dimensions, value, unit, timestamp });
      tell('Count', 1, 'Count');
      tell('4xx', status >= 400 && status < 500 ? 1 : 0, 'Count');
      tell('5xx', status >= 500 ? 1 : 0, 'Count');
      tell('Latency', latencyMs, 'Milliseconds');
      if (integration) tell('IntegrationLatency', integration.latencyMs, 'Milliseconds');
    }
  };
}
