import { logicalIdIn, ref, resourcesOf, type Template } from '../template.ts';
import type { Alarm, Metric } from './alarm.ts';

interface Route {
  ApiId: unknown;
  RouteKey: string;
}

interface Stage {
  ApiId: unknown;
  StageName: string;
}

/**
 * 5xx of each route that takes something in. The ratio of the whole API hides one broken route among many polling GETs, and
 * no function's Errors show it: functions answer 5xx themselves, and two of the routes have none.
 */
export function routeAlarms(template: Template): Alarm[] {
  return resourcesOf<Route>(template, 'AWS::ApiGatewayV2::Route')
    .filter(([, { RouteKey }]) => takesIn(RouteKey))
    .map(([subject, route]) => ({
      kind: 'api-server-errors',
      subject,
      means: `One request in twenty or more to ${route.RouteKey} gets a 5xx: what it should take in is not taken in.`,
      first: 'query the access log for status >= 500 on this route: its error fields name the part that failed.',
      watch: ratioOf(metricsOf(template, route)),
      threshold: { atLeast: 5 },
      // A ratio, so that it also fires where little comes in. Two minutes, not neighbours, so that a single 503, which is
      // all of a quiet minute's requests, pages nobody: its sender repeats it, and if that fails too something is broken.
      breaching: { periods: 2, of: 15 },
      missing: 'notBreaching',
    }));
}

/** The sandbox's own calls tell nothing of partners and banks. */
function takesIn(routeKey: string): boolean {
  return routeKey.startsWith('POST ') && !routeKey.startsWith('POST /sandbox/');
}

function ratioOf(metric: (name: string) => Metric): Alarm['watch'] {
  return {
    expression: 'IF(requests > 0, 100 * failures / requests, 0)',
    metrics: { requests: metric('Count'), failures: metric('5xx') },
  };
}

/** Of one route, as stages with detailed metrics write them: docs/aws-semantics.md, F1. */
function metricsOf(template: Template, { ApiId, RouteKey }: Route): (name: string) => Metric {
  const apiId = logicalIdIn(ApiId);
  const stages = resourcesOf<Stage>(template, 'AWS::ApiGatewayV2::Stage');
  const stage = stages.find(([, { ApiId }]) => logicalIdIn(ApiId) === apiId);
  const [Method, Resource] = RouteKey.split(' ');
  if (!apiId || !stage || !Method || !Resource) throw new Error(`Where is ${RouteKey} served? No stage has its API.`);
  const dimensions = { ApiId: ref(apiId), Stage: stage[1].StageName, Method, Resource };
  return (name) => ({ namespace: 'AWS/ApiGateway', name, dimensions, statistic: 'Sum' });
}
