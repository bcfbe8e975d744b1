import { ref, resourcesOf, type Template } from '../template.ts';
import { type Alarm, anyOfFiveMinutes, type Metric, threeOfFiveMinutes } from './alarm.ts';

export interface FunctionProperties {
  Handler: string;
  Description: string;
  /** Seconds. */
  Timeout: number;
}

/** Errors, throttles and slowness of every function. */
export function functionAlarms(template: Template): Alarm[] {
  return resourcesOf<FunctionProperties>(template, 'AWS::Lambda::Function').flatMap(([id, properties]) => {
    const subject = id.replace(/LambdaFunction$/, '');
    const metric = (name: string, statistic: Metric['statistic']): Metric => ({
      namespace: 'AWS/Lambda',
      name,
      dimensions: { FunctionName: ref(id) },
      statistic,
    });
    const task = `${subject} (${properties.Description})`;
    const { harm, errors } = callerOf(properties);
    return [
      {
        kind: 'function-errors',
        subject,
        means: `${task} crashed, threw or ran out of time. ${harm}`,
        first: 'search its log group for lines of level ERROR, and for "Task timed out".',
        watch: metric('Errors', 'Sum'),
        threshold: { atLeast: 1 },
        breaching: errors,
        missing: 'notBreaching',
      },
      {
        kind: 'function-throttles',
        subject,
        means: `${task} was refused concurrency. ${harm}`,
        first: "compare ConcurrentExecutions with the account's limit and the function's reserve.",
        watch: metric('Throttles', 'Sum'),
        threshold: { atLeast: 1 },
        breaching: anyOfFiveMinutes,
        missing: 'notBreaching',
      },
      {
        kind: 'function-duration',
        subject,
        means: `${task} comes near its timeout of ${properties.Timeout} s; it will soon fail. ${harm}`,
        first: 'look in its traces for the call that became slow.',
        // The maximum: a percentile of a few invocations a minute says no more, and one of many hides the first that fail.
        watch: metric('Duration', 'Maximum'),
        threshold: { atLeast: properties.Timeout * 1000 * 0.8 },
        breaching: threeOfFiveMinutes,
        missing: 'notBreaching',
      },
    ];
  });
}

interface Caller {
  /** What a failure does to others. */
  harm: string;
  /** How long errors must last to be worth a human. */
  errors: Alarm['breaching'];
}

/** Who calls a function, by the folder of its handler. */
const callers: Record<string, Caller> = {
  http: {
    harm: 'Its callers get an error; what they asked for is not half done, and repeating it is safe.',
    errors: anyOfFiveMinutes,
  },
  queue: {
    harm: 'Its messages are tried again, then become dead letters; nothing is lost, all is late.',
    errors: anyOfFiveMinutes,
  },
  schedule: {
    harm: 'The next run comes within its period; until one succeeds, what is stuck stays stuck.',
    errors: anyOfFiveMinutes,
  },
  workflow: {
    harm: 'The batch retries the step, then fails; payments already created go on.',
    // To throw is how a task asks its state machine for another try, and contention makes it. A batch that runs out of
    // tries has an alarm of its own (workflow-failed).
    errors: threeOfFiveMinutes,
  },
};

function callerOf({ Handler }: FunctionProperties): Caller {
  const folder = Handler.split('/')[1] ?? '';
  const caller = callers[folder];
  if (!caller)
    throw new Error(`Who calls ${Handler}? infra/alarms/function-alarms.ts knows no caller for "${folder}".`);
  return caller;
}
