import type { Observer } from '../../observer.ts';
import type { Exchange } from '../exchange.ts';

export interface RequestMetricsOptions {
  apiId: string;
  stage: string;
  /** Whether a route's metrics are told apart. */
  isDetailed: (routeKey: string) => boolean;
  observe: Pick<Observer, 'metric'>;
}

type Measured = [name: string, value: number, unit: string];

type Dimensions = Record<string, string>;

const namespace = 'AWS/ApiGateway';

/** What CloudWatch gets of each request (AWS: Metrics for HTTP APIs). Of the error counts most are 0: their average is a rate. */
export function createRequestMetrics({
  apiId,
  stage,
  isDetailed,
  observe,
}: RequestMetricsOptions): (exchange: Exchange) => void {
  const ofStage: Dimensions[] = [{ ApiId: apiId }, { ApiId: apiId, Stage: stage }];
  const byRoute = new Map<string, Dimensions[]>();

  function dimensionsOf(routeKey: string): Dimensions[] {
    const known = byRoute.get(routeKey);
    if (known) return known;
    const made = isDetailed(routeKey) ? [...ofStage, { ApiId: apiId, Stage: stage, ...halvesOf(routeKey) }] : ofStage;
    byRoute.set(routeKey, made);
    return made;
  }

  return (exchange) => {
    const values = measure(exchange);
    for (const dimensions of exchange.route ? dimensionsOf(exchange.route.key) : ofStage) {
      for (const [name, value, unit] of values) {
        observe.metric({ namespace, name, dimensions, value, unit, timestamp: exchange.receivedAtMs });
      }
    }
  };
}

/** Of `$default`, which has no halves, AWS does not say it. */
function halvesOf(routeKey: string): Dimensions {
  const [Method = '', Resource = Method] = routeKey.split(' ');
  return { Method, Resource };
}

function measure({ integration, outcome }: Exchange): Measured[] {
  if (!outcome) return [];
  const { status, latencyMs } = outcome;
  const integrationLatency: Measured[] = integration
    ? [['IntegrationLatency', integration.latencyMs, 'Milliseconds']]
    : [];
  return [
    ['Count', 1, 'Count'],
    ['4xx', status >= 400 && status < 500 ? 1 : 0, 'Count'],
    ['5xx', status >= 500 ? 1 : 0, 'Count'],
    ['Latency', latencyMs, 'Milliseconds'],
    ...integrationLatency,
  ];
}
