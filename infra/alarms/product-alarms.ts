import { resourcesOf, type Template } from '../template.ts';
import { type Alarm, anyOfFiveMinutes, type Metric, threeOfFiveMinutes } from './alarm.ts';

/** What no metric of AWS can tell: three that the functions write themselves. */
export function productAlarms(
  template: Template,
  { unsettledAlarmAfterSeconds }: { unsettledAlarmAfterSeconds: number },
): Alarm[] {
  const metric = metricIn(namespaceOf(template));
  return [
    {
      kind: 'webhooks-quarantined',
      subject: 'Webhooks',
      means:
        'Five or more webhooks in a minute could not be believed or understood and were set aside. If the rail sent ' +
        'them, its payments settle or fail only when the reconciler asks, and returns of settled ones, for which nobody ' +
        'asks, are not booked.',
      first: 'count the reasons in the events table (keys `quarantine#…`): one reason for all names the cause.',
      // Fewer may be anybody's noise: the route is open to the world.
      watch: metric('QuarantinedWebhooks', 'Sum'),
      threshold: { atLeast: 5 },
      breaching: anyOfFiveMinutes,
      missing: 'notBreaching',
    },
    {
      kind: 'events-unapplied',
      subject: 'Payments',
      means:
        "The rail itself said something that was not applied: it contradicts the payment's state, or could not be " +
        "understood. The partner's money may not be where its balance says, and nothing mends that by itself.",
      first: 'find "rail event not applied" in the logs: it says which event and why. Then ask the bank.',
      watch: metric('UnappliedRailEvents', 'Sum'),
      threshold: { atLeast: 1 },
      breaching: anyOfFiveMinutes,
      missing: 'notBreaching',
    },
    {
      kind: 'payments-unsettled',
      subject: 'Payments',
      means: `A payment has been waiting for ${unsettledAlarmAfterSeconds / 60} minutes or more for the rail's word. Its partner sees it open.`,
      first:
        "see in the reconciler's log whether the rail is unreachable or says pending, then call the rail's operators.",
      watch: metric('OldestUnsettledAgeSeconds', 'Maximum'),
      threshold: { atLeast: unsettledAlarmAfterSeconds },
      breaching: threeOfFiveMinutes,
      // The reconciler writes it every minute; that it runs at all has an alarm of its own (schedule-stopped).
      missing: 'notBreaching',
    },
  ];
}

/** Powertools Metrics puts the service's name on every metric. */
function metricIn(namespace: string) {
  return (name: string, statistic: Metric['statistic']): Metric => ({
    namespace,
    name,
    dimensions: { service: 'sluice' },
    statistic,
  });
}

/** The one that the functions are told to write to. Each stage has its own: an account may hold several. */
function namespaceOf(template: Template): string {
  const functions = resourcesOf<{ Environment: { Variables: Record<string, unknown> } }>(
    template,
    'AWS::Lambda::Function',
  );
  const told = new Set(functions.map(([, { Environment }]) => Environment.Variables.POWERTOOLS_METRICS_NAMESPACE));
  const [namespace, ...others] = told;
  if (typeof namespace !== 'string' || others.length > 0)
    throw new Error('The functions do not write their metrics to one namespace: POWERTOOLS_METRICS_NAMESPACE');
  return namespace;
}
