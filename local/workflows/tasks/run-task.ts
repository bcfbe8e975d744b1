import { setImmediate as afterEvents } from 'node:timers/promises';
import { refuseOversize } from '../data-limit.ts';
import type { PlacedState } from '../definition/list-states.ts';
import type { Json } from '../engine.ts';
import type { Recorder } from '../history/record-run.ts';
import type { FunctionCaller } from './invoke-function.ts';
import { performTask } from './perform-task.ts';
import { TaskFailure } from './task-failure.ts';
import { readTaskResource } from './task-resource.ts';

export interface TaskRunner {
  caller: FunctionCaller;
  recorder: Recorder;
  /** The engine goes on for a while after it was told to stop; nothing may be done or taken down any more then. */
  ended: AbortSignal;
}

/** One attempt of a Task state. */
export async function runTask(runner: TaskRunner, { name, state }: PlacedState, input: unknown): Promise<Json> {
  const { caller, recorder, ended } = runner;
  // By then the history has taken down all that led here, and an execution that has to end has ended.
  await afterEvents();
  if (ended.aborted) throw endOfExecution();
  const record = recorder.startTask(name, input);
  const resource = readTaskResource(state);
  const label = resource?.kind === 'function' ? resource.functionArn : 'lambda';
  try {
    refuseOversize(input, label, state);
    const result = await unlessEnded(ended, performTask(caller, resource, input));
    refuseOversize(result, label, state);
    record.succeeded(result);
    return result;
  } catch (error) {
    const failure = error instanceof TaskFailure ? error : new TaskFailure('States.Runtime', String(error));
    if (!ended.aborted) record.failed(failure.name, failure.message);
    throw failure;
  }
}

/** A function that was called runs on, and nobody waits for it. */
function unlessEnded<T>(ended: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const onEnd = () => reject(endOfExecution());
  ended.addEventListener('abort', onEnd, { once: true });
  return Promise.race([work, promise]).finally(() => ended.removeEventListener('abort', onEnd));
}

function endOfExecution(): TaskFailure {
  return new TaskFailure('States.Runtime', 'The execution has ended.', { isTerminal: true });
}
