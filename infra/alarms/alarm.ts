import { type Intrinsic, pascalCase, type Resource, ref } from '../template.ts';

/** The kinds of alarm. Each has a page, docs/runbooks/<kind>.md. */
export type AlarmKind =
  | 'function-errors'
  | 'function-throttles'
  | 'function-duration'
  | 'schedule-stopped'
  | 'queue-age'
  | 'dead-letters'
  | 'workflow-failed'
  | 'workflow-timed-out'
  | 'workflow-aborted'
  | 'workflow-throttled'
  | 'api-server-errors'
  | 'api-latency'
  | 'table-throttles'
  | 'table-system-errors'
  | 'ledger-contention'
  | 'webhooks-quarantined'
  | 'events-unapplied'
  | 'payments-unsettled';

export interface Alarm {
  kind: AlarmKind;
  /** What it watches: the logical id of a resource, or a word for the whole service. */
  subject: string;
  /** What it means for whoever uses Sluice. */
  means: string;
  /** The first thing to do. */
  first: string;
  watch: Metric | Expression;
  /** Breaching at or above it (`atLeast`), or below it. */
  threshold: { atLeast: number } | { below: number };
  /** Minutes (periods) that must breach, out of how many. One of five: fires at once, clears five minutes after the last. */
  breaching: { periods: number; of: number };
  /** What a minute without data means. Most metrics here are only written when something happens. */
  missing: 'notBreaching' | 'breaching';
}

export interface Metric {
  namespace: string;
  name: string;
  dimensions: Record<string, string | Intrinsic>;
  statistic: 'Sum' | 'Maximum' | 'p99';
}

/** Metric math over metrics, each under the name that the expression uses. */
export interface Expression {
  expression: string;
  metrics: Record<string, Metric>;
}

export const periodSeconds = 60;

/** One breaching minute in the last five. */
export const anyOfFiveMinutes = { periods: 1, of: 5 };
/** A state that lasts, not a spike. */
export const threeOfFiveMinutes = { periods: 3, of: 5 };

export const alarmId = ({ subject, kind }: Alarm): string => `${subject}${pascalCase(kind)}Alarm`;

export function alarmResource(alarm: Alarm, prefix: string): Resource {
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: `${prefix}-${alarm.subject}-${alarm.kind}`,
      AlarmDescription: `${alarm.means} First: ${alarm.first} Runbook: docs/runbooks/${alarm.kind}.md`,
      ...watching(alarm.watch),
      ...limit(alarm.threshold),
      DatapointsToAlarm: alarm.breaching.periods,
      EvaluationPeriods: alarm.breaching.of,
      TreatMissingData: alarm.missing,
      AlarmActions: [ref('AlarmsTopic')],
      OKActions: [ref('AlarmsTopic')],
    },
  };
}

function limit(threshold: Alarm['threshold']) {
  return 'atLeast' in threshold
    ? { ComparisonOperator: 'GreaterThanOrEqualToThreshold', Threshold: threshold.atLeast }
    : { ComparisonOperator: 'LessThanThreshold', Threshold: threshold.below };
}

function watching(watch: Alarm['watch']) {
  if ('expression' in watch) return { Metrics: mathQueries(watch) };
  const { namespace, name, dimensions, statistic } = watch;
  return {
    Namespace: namespace,
    MetricName: name,
    Dimensions: dimensionList(dimensions),
    Period: periodSeconds,
    ...(statistic === 'p99'
      ? // With `ignore`, fewer than a thousand requests a minute would never change the alarm's state.
        { ExtendedStatistic: statistic, EvaluateLowSampleCountPercentile: 'evaluate' }
      : { Statistic: statistic }),
  };
}

function mathQueries({ expression, metrics }: Expression) {
  return [
    { Id: 'result', Expression: expression, ReturnData: true },
    ...Object.entries(metrics).map(([id, { namespace, name, dimensions, statistic }]) => ({
      Id: id,
      ReturnData: false,
      MetricStat: {
        Metric: { Namespace: namespace, MetricName: name, Dimensions: dimensionList(dimensions) },
        Period: periodSeconds,
        Stat: statistic,
      },
    })),
  ];
}

const dimensionList = (dimensions: Metric['dimensions']) =>
  Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
