import type { Observer } from '../observer.ts';
import type { Execution, Outcome } from './execution.ts';
import type { Executions } from './executions.ts';
import type { HistoryEvent } from './history/event.ts';
import { createEventLog, type EventLog } from './history/event-log.ts';
import { recordEnd, recordStart } from './history/record-ends.ts';
import { createRecorder } from './history/record-run.ts';
import { reportEnd, reportStart } from './report-metrics.ts';
import { type Run, type RunnableMachine, startRun } from './start-run.ts';
import type { FunctionCaller } from './tasks/invoke-function.ts';

/** The executions that are under way in this process, and the histories of the latest. */
export interface Runs {
  start(machine: RunnableMachine, execution: Execution): void;
  /** Gives the time of its end: now, or when it had ended before. */
  stop(execution: Execution, reason: { error?: string; cause?: string }): Promise<number>;
  /** Of one that ran long ago, or in another process, only its start and its end are left. */
  historyOf(machine: RunnableMachine, execution: Execution): readonly HistoryEvent[];
  /** Gives all up: they stay RUNNING in what is kept. */
  abandon(): Promise<void>;
}

export interface RunsOptions extends Pick<FunctionCaller, 'functions' | 'iam'> {
  executions: Executions;
  observe: Pick<Observer, 'metric'>;
  now: () => number;
}

/** A history of 500 payments takes a few megabytes. */
const mostHistories = 200;

export function createRuns({ executions, functions, iam, observe, now }: RunsOptions): Runs {
  const running = new Map<string, { run: Run; closed: Promise<void> }>();
  const histories = new Map<string, EventLog>();

  const close = (execution: Execution, outcome: Outcome | undefined) => {
    running.delete(execution.arn);
    if (!outcome) return;
    executions.close(execution, outcome);
    reportEnd(observe, execution, outcome.status, now());
  };

  return {
    start(machine, execution) {
      const log = createEventLog(now, () => run.stop({ status: 'FAILED', ...historyFull }));
      recordStart(log, execution, machine.roleArn);
      histories.set(execution.arn, log);
      forgetOldest(histories, running);
      const run = startRun({
        machine,
        execution,
        caller: { functions, iam, roleArn: machine.roleArn },
        createRecorder: (onOversize) =>
          createRecorder({ log, states: machine.states, region: machine.region, onOversize }),
      });
      const closed = run.outcome.then((outcome) => close(execution, outcome));
      running.set(execution.arn, { run, closed });
      if (execution.reruns === 0) reportStart(observe, execution, now());
    },
    async stop(execution, reason) {
      const current = running.get(execution.arn);
      current?.run.stop({ status: 'ABORTED', ...reason });
      await current?.closed;
      return execution.stopMs ?? now();
    },
    historyOf(machine, execution) {
      return (histories.get(execution.arn) ?? whatIsLeft(machine, execution)).events();
    },
    async abandon() {
      for (const { run } of running.values()) run.stop();
      await Promise.all([...running.values()].map(({ closed }) => closed));
    },
  };
}

const historyFull = {
  error: 'States.Runtime',
  cause: 'The execution reached the maximum number of history events (25000).',
};

function forgetOldest(histories: Map<string, EventLog>, running: ReadonlyMap<string, unknown>): void {
  if (histories.size <= mostHistories) return;
  const oldest = [...histories.keys()].find((arn) => !running.has(arn));
  if (oldest !== undefined) histories.delete(oldest);
}

function whatIsLeft({ roleArn }: RunnableMachine, execution: Execution): EventLog {
  let time = execution.startMs;
  const log = createEventLog(() => time);
  recordStart(log, execution, roleArn);
  time = execution.stopMs ?? time;
  const outcome = outcomeOf(execution);
  if (outcome) recordEnd(log, outcome, log.events().length);
  return log;
}

function outcomeOf({ status, output = 'null', error, cause }: Execution): Outcome | undefined {
  if (status === 'RUNNING') return undefined;
  return status === 'SUCCEEDED' ? { status, output } : { status, error, cause };
}
