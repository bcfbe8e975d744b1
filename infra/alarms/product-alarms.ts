import { type Alarm, type Metric, threeOfFiveMinutes } from './alarm.ts';

/** What no metric of AWS can tell: two that the functions write themselves. */
export function productAlarms({ unsettledAlarmAfterSeconds }: { unsettledAlarmAfterSeconds: number }): Alarm[] {
  return [
    {
      kind: 'webhooks-quarantined',
      subject: 'Webhooks',
      means:
        'Five or more webhooks in a minute could not be believed or understood and were set aside. If the rail sent ' +
        'them, its payments settle only when the reconciler asks.',
      first: 'count the reasons in the events table (keys `quarantine#…`): one reason for all names the cause.',
      // Fewer may be anybody's noise: the route is open to the world.
      watch: metric('QuarantinedWebhooks', 'Sum'),
      threshold: { atLeast: 5 },
      breaching: { periods: 1, of: 5 },
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
const metric = (name: string, statistic: Metric['statistic']): Metric => ({
  namespace: 'Sluice',
  name,
  dimensions: { service: 'sluice' },
  statistic,
});
