import * as z from 'zod/mini';
import { readExecutionName } from '../domain/batches/batch-name.ts';

/**
 * What the state machine hands to its functions. `executionName` is `$$.Execution.Name`: whose batch it is, is read from
 * nowhere else. It also stands where a front door's request id would: the gateway cannot pass one into an execution.
 */
const named = z.object({ executionName: z.string() });
const openTask = z.extend(named, { startedAt: z.string(), body: z.unknown() });
const closeTask = z.extend(named, { isLastLook: z._default(z.boolean(), false) });
const createTask = z.extend(named, { index: z.int().check(z.minimum(0)), payment: z.unknown() });

export function readOpenTask(event: unknown) {
  const { executionName, startedAt, body } = openTask.parse(event);
  return { ...readExecutionName(executionName), requestId: executionName, startedAt, body };
}

export function readCreateTask(event: unknown) {
  const { executionName, index, payment } = createTask.parse(event);
  return { ...readExecutionName(executionName), requestId: executionName, index, payment };
}

export function readCloseTask(event: unknown) {
  const { executionName, isLastLook } = closeTask.parse(event);
  return { ...readExecutionName(executionName), requestId: executionName, isLastLook };
}
