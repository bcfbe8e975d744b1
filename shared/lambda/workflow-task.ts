import middy from '@middy/core';
import { endedByLambda } from './ended-by-lambda.ts';
import { observed } from './observed.ts';
import { type Traced, unitOfWork } from './unit-of-work.ts';

export interface WorkflowTask<Input extends Traced, Output> {
  /** Checks the state machine's input. */
  read: (event: unknown) => Input;
  /** Does the task. The name of what it throws is what the state machine's Retry and Catch see. */
  handle: (input: Input) => Promise<Output>;
}

/** Step Functions task → function. */
export function workflowTask<Input extends Traced, Output>({ read, handle }: WorkflowTask<Input, Output>) {
  return middy<unknown, Output>(endedByLambda)
    .use(observed())
    .handler((event: unknown) => unitOfWork({}, () => read(event), handle));
}
