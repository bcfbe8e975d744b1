import type { Execution, Outcome } from './execution.ts';
import type { Journal } from './journal.ts';
import { memoryMs } from './limits.ts';

/** Every execution that AWS would still know: the running ones, and the closed ones for 90 days. */
export interface Executions {
  find(arn: string): Execution | undefined;
  /** In the order of their starts. */
  of(stateMachineArn: string): Execution[];
  running(): Execution[];
  /** Kept before this returns. */
  add(execution: Execution): void;
  close(execution: Execution, outcome: Outcome): void;
  countRerun(execution: Execution): void;
}

export function createExecutions(journal: Journal, now: () => number): Executions {
  const known = new Map(journal.executions.map((execution) => [execution.arn, execution]));
  const isForgotten = ({ stopMs }: Execution) => stopMs !== undefined && now() - stopMs > memoryMs;
  const remembered = () => {
    for (const execution of known.values()) if (isForgotten(execution)) known.delete(execution.arn);
    return [...known.values()];
  };

  return {
    find(arn) {
      const execution = known.get(arn);
      return execution && !isForgotten(execution) ? execution : undefined;
    },
    of: (stateMachineArn) => remembered().filter((execution) => execution.stateMachineArn === stateMachineArn),
    running: () => remembered().filter(({ status }) => status === 'RUNNING'),
    add(execution) {
      journal.append(execution);
      // A name that was free again goes to the end, where the youngest are.
      known.delete(execution.arn);
      known.set(execution.arn, execution);
    },
    close(execution, outcome) {
      Object.assign(execution, outcome, { stopMs: now() });
      journal.append(execution);
    },
    countRerun(execution) {
      execution.reruns += 1;
      journal.append(execution);
    },
  };
}
