import type { Resource } from '../../template/stack.ts';
import { GatewayConfigError } from '../config-error.ts';
import { compileAccessLog } from '../report/access-log.ts';
import { createRequestMetrics } from '../report/request-metrics.ts';
import { type Throttle, tokenBucket } from '../throttle.ts';
import type { Stage } from './api.ts';
import { type RouteSettings, type StageDefinition, stageDefinition } from './definitions.ts';
import { readDefinition } from './read-definition.ts';
import type { Surroundings } from './surroundings.ts';

/** A stage, or undefined when nothing was ever deployed to it: AWS serves nothing there. */
export function buildStage(around: Surroundings, resource: Resource, routeKeys: readonly string[]): Stage | undefined {
  const definition = readDefinition(stageDefinition, resource);
  const { StageName: name, AutoDeploy, DeploymentId, StageVariables } = definition;
  const unknown = Object.keys(definition.RouteSettings ?? {}).filter((key) => !routeKeys.includes(key));
  if (unknown.length > 0)
    throw new GatewayConfigError(resource.logicalId, `RouteSettings: no route ${unknown.join(', ')}`);
  if (!AutoDeploy && DeploymentId === undefined) {
    around.observe.notice(`${resource.logicalId}: nothing is deployed to stage ${name}, it serves nothing`);
    return undefined;
  }
  return {
    name,
    variables: StageVariables,
    throttles: new Map(routeKeys.map((key) => [key, throttleOf(around, settingsOf(definition, key))])),
    report: reporter(around, resource, definition),
  };
}

function settingsOf({ DefaultRouteSettings, RouteSettings }: StageDefinition, routeKey: string): RouteSettings {
  return { ...DefaultRouteSettings, ...RouteSettings?.[routeKey] };
}

/** Each route has a bucket of its own. No limit here can be above the account's. */
function throttleOf({ limits, now }: Surroundings, settings: RouteSettings): Throttle {
  return tokenBucket(
    {
      requestsPerSecond: Math.min(settings.ThrottlingRateLimit ?? limits.requestsPerSecond, limits.requestsPerSecond),
      burst: Math.min(settings.ThrottlingBurstLimit ?? limits.burst, limits.burst),
    },
    now,
  );
}

function reporter({ observe }: Surroundings, resource: Resource, definition: StageDefinition): Stage['report'] {
  const { ApiId: apiId, StageName: stage, AccessLogSettings } = definition;
  const render = AccessLogSettings && compileAccessLog(AccessLogSettings.Format);
  for (const name of render?.unknown ?? []) {
    observe.notice(`${resource.logicalId}: the access log's $context.${name} is unknown here and always "-"`);
  }
  const isDetailed = (routeKey: string) => settingsOf(definition, routeKey).DetailedMetricsEnabled === true;
  const measure = createRequestMetrics({ apiId, stage, isDetailed, observe });
  return (exchange) => {
    measure(exchange);
    if (render) observe.access(render.line(exchange));
  };
}
