import type { Execution, Outcome } from '../execution.ts';
import type { EventLog } from './event-log.ts';

const types = {
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
};

/** The first event; a second one says that the execution runs again from its start, for the twin ended before it. */
export function recordStart(log: EventLog, { input, reruns }: Execution, roleArn: string): void {
  log.append('ExecutionStarted', 0, { input, inputDetails: { truncated: false }, roleArn });
  if (reruns > 0) log.append('ExecutionRedriven', 1, { redriveCount: reruns });
}

/** The last event. An abort follows from nothing that the execution did. */
export function recordEnd(log: EventLog, outcome: Outcome, previousEventId: number): void {
  const { status, ...details } = outcome;
  const shown = status === 'SUCCEEDED' ? { ...details, outputDetails: { truncated: false } } : details;
  log.append(types[status], status === 'ABORTED' ? 0 : previousEventId, shown);
}
