import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AwsError } from '../../aws-error.ts';
import { type Execution, executionArnOf } from '../execution.ts';
import { checkExecutionInput } from '../execution-input.ts';
import { isExecutionName } from '../execution-name.ts';
import { isOversize, maxDataBytes } from '../limits.ts';
import { readInput } from '../read-input.ts';
import { type Action, findMachine } from './action.ts';

const tooLong = 'Member must have length less than or equal to 80';
const tooLarge = `Member must have size less than or equal to ${maxDataBytes} bytes in UTF-8 encoding`;

const schema = z.object({
  stateMachineArn: z.string(),
  name: z.string().max(80, tooLong).optional(),
  input: z
    .string()
    .refine((text) => !isOversize(text), tooLarge)
    .default('{}'),
});

/**
 * Starts an execution. The same name and input give the one that runs already; a name that is taken otherwise, were it by
 * the same input in a closed execution, is ExecutionAlreadyExists.
 */
export const startExecution: Action = (given, context) => {
  const { stateMachineArn, name = randomUUID(), input } = readInput(schema, given);
  const machine = findMachine(context, stateMachineArn);
  if (!isExecutionName(name)) throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
  checkExecutionInput(input);

  const arn = executionArnOf(machine.arn, name);
  const existing = context.executions.find(arn);
  if (existing?.status === 'RUNNING' && existing.input === input) return started(existing);
  if (existing) throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);

  const startMs = context.now();
  const execution: Execution = { arn, stateMachineArn, name, input, startMs, status: 'RUNNING', reruns: 0 };
  context.executions.add(execution);
  context.runs.start(machine, execution);
  return started(execution);
};

function started({ arn, startMs }: Execution): Record<string, unknown> {
  return { executionArn: arn, startDate: startMs / 1000 };
}
