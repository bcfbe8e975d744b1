import { ref, resourcesOf, type Template } from '../template.ts';
import { type Alarm, type AlarmKind, anyOfFiveMinutes } from './alarm.ts';

/** Step Functions counts these apart: an execution that timed out or was aborted did not "fail". */
const metrics: { kind: AlarmKind; metric: string; means: string; first: string }[] = [
  {
    kind: 'workflow-failed',
    metric: 'ExecutionsFailed',
    means:
      'A batch stopped on an error of ours: its partner sees it as failed until it is resumed. Payments already created go on.',
    first: 'open the failed execution, mend its cause, then redrive it: it goes on where it stopped.',
  },
  {
    kind: 'workflow-timed-out',
    metric: 'ExecutionsTimedOut',
    means: 'A batch took longer than it may. Payments already created go on, the rest were not created.',
    first: 'see in the execution which step took the time, then redrive it.',
  },
  {
    kind: 'workflow-aborted',
    metric: 'ExecutionsAborted',
    means: 'Somebody stopped a batch: payments already created go on, the rest were not created.',
    first: 'find who called StopExecution and why (CloudTrail), then redrive it or tell the partner.',
  },
  {
    kind: 'workflow-throttled',
    metric: 'ExecutionThrottled',
    means: 'Batches advance slowly: Step Functions holds back their state transitions. None is lost.',
    first: "compare the batches' rate with the account's quota of state transitions.",
  },
];

/** How executions of every state machine end, and whether they are held back. */
export function workflowAlarms(template: Template): Alarm[] {
  return resourcesOf(template, 'AWS::StepFunctions::StateMachine').flatMap(([id]) =>
    metrics.map(({ kind, metric, means, first }) => ({
      kind,
      subject: id.replace(/StateMachine$/, ''),
      means,
      first,
      watch: { namespace: 'AWS/States', name: metric, dimensions: { StateMachineArn: ref(id) }, statistic: 'Sum' },
      threshold: { atLeast: 1 },
      breaching: anyOfFiveMinutes,
      missing: 'notBreaching',
    })),
  );
}
