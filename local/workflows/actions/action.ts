import type { Input } from '../../aws-api/service.ts';
import { AwsError } from '../../aws-error.ts';
import type { Execution } from '../execution.ts';
import type { Executions } from '../executions.ts';
import type { Runs } from '../runs.ts';
import type { RunnableMachine } from '../start-run.ts';

/** One operation of the Step Functions API. */
export type Action = (input: Input, context: ActionContext) => unknown;

export interface ActionContext {
  machines: ReadonlyMap<string, RunnableMachine>;
  executions: Executions;
  runs: Runs;
  now: () => number;
  /** When the state machines were made. */
  createdMs: number;
}

/** Throws InvalidArn or StateMachineDoesNotExist. */
export function findMachine({ machines }: ActionContext, arn: string): RunnableMachine {
  checkArn(arn, 'stateMachine');
  const machine = machines.get(arn);
  if (machine) return machine;
  throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
}

/** Throws InvalidArn or ExecutionDoesNotExist. */
export function findExecution(
  { machines, executions }: ActionContext,
  arn: string,
): { execution: Execution; machine: RunnableMachine } {
  checkArn(arn, 'execution');
  const execution = executions.find(arn);
  const machine = machines.get(execution?.stateMachineArn ?? '');
  if (execution && machine) return { execution, machine };
  throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
}

function checkArn(arn: string, wanted: string): void {
  const [prefix, , , , , type = ''] = arn.split(':');
  if (prefix !== 'arn') throw new AwsError('InvalidArn', `Invalid Arn: 'Invalid ARN prefix: ${arn}'`);
  if (type === wanted) return;
  throw new AwsError('InvalidArn', `Invalid Arn: 'Resource type not valid in this context: ${type.toLowerCase()}'`);
}
