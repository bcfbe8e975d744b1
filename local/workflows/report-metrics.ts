import type { Observer } from '../observer.ts';
import type { Execution, Outcome } from './execution.ts';

/** The AWS/States metrics of a start (AWS: Monitoring Step Functions metrics using Amazon CloudWatch). */
export function reportStart(observe: Pick<Observer, 'metric'>, execution: Execution, timestamp: number): void {
  report(observe, execution, timestamp, 'ExecutionsStarted', 1, 'Count');
}

/** An execution that timed out or was aborted is not in ExecutionsFailed. */
export function reportEnd(
  observe: Pick<Observer, 'metric'>,
  execution: Execution,
  status: Outcome['status'],
  timestamp: number,
): void {
  report(observe, execution, timestamp, names[status], 1, 'Count');
  report(observe, execution, timestamp, 'ExecutionTime', timestamp - execution.startMs, 'Milliseconds');
}

const names: Record<Outcome['status'], string> = {
  SUCCEEDED: 'ExecutionsSucceeded',
  FAILED: 'ExecutionsFailed',
  TIMED_OUT: 'ExecutionsTimedOut',
  ABORTED: 'ExecutionsAborted',
};

function report(
  observe: Pick<Observer, 'metric'>,
  { stateMachineArn }: Execution,
  timestamp: number,
  name: string,
  value: number,
  unit: string,
): void {
  observe.metric({
    namespace: 'AWS/States',
    name,
    dimensions: { StateMachineArn: stateMachineArn },
    value,
    unit,
    timestamp,
  });
}
