import { ref, resourcesOf, type Template } from '../template.ts';
import { type Alarm, type Metric, threeOfFiveMinutes } from './alarm.ts';

/** Names as HTTP APIs write them: `5xx`, where REST APIs write `5XXError`. */
export function apiAlarms(template: Template): Alarm[] {
  return resourcesOf(template, 'AWS::ApiGatewayV2::Api').flatMap(([id]) => {
    const metric = (name: string, statistic: Metric['statistic']): Metric => ({
      namespace: 'AWS/ApiGateway',
      name,
      dimensions: { ApiId: ref(id) },
      statistic,
    });
    return [
      {
        kind: 'api-server-errors',
        subject: id,
        means: 'One request in a hundred or more gets a 5xx: partners and webhook senders must repeat them.',
        first: 'query the access log for status >= 500, by route: its error fields name the part that failed.',
        watch: {
          expression: 'IF(requests > 0, 100 * failures / requests, 0)',
          metrics: { requests: metric('Count', 'Sum'), failures: metric('5xx', 'Sum') },
        },
        threshold: { atLeast: 1 },
        breaching: { periods: 2, of: 5 },
        missing: 'notBreaching',
      },
      {
        kind: 'api-latency',
        subject: id,
        means: 'The slowest requests take three seconds or more: partners may give up and repeat them, which is safe.',
        first: 'query the access log for latencyMs by route, and compare it with integrationLatencyMs.',
        watch: metric('Latency', 'p99'),
        threshold: { atLeast: 3000 },
        breaching: threeOfFiveMinutes,
        missing: 'notBreaching',
      },
    ];
  });
}
