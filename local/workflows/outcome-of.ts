import { ExecutionError, ExecutionTimeoutError } from './engine.ts';
import type { Outcome } from './execution.ts';

/** What the engine's result means. */
export function succeeded(result: unknown): Outcome {
  return { status: 'SUCCEEDED', output: JSON.stringify(result) ?? 'null' };
}

/** What an error of the engine means. */
export function failed(error: unknown): Outcome {
  if (error instanceof ExecutionTimeoutError) return { status: 'TIMED_OUT' };
  const reason = error instanceof ExecutionError ? error.cause : error;
  if (!(reason instanceof Error)) return { status: 'FAILED', error: 'States.Runtime', cause: String(reason) };
  const isOfEngine = reason.constructor === Error || reason instanceof RangeError || reason instanceof TypeError;
  if (isOfEngine) return { status: 'FAILED', error: 'States.Runtime', cause: reason.message };
  return { status: 'FAILED', ...withoutFillers(reason) };
}

/** The engine fills in what a Fail state or a timeout leaves out; AWS leaves it out too. */
function withoutFillers({ name, message }: Error): { error?: string; cause?: string } {
  const isFiller = message === 'Execution failed because of a Fail state' || message === name;
  return {
    ...(name === 'FailStateError' ? {} : { error: name }),
    ...(isFiller ? {} : { cause: message }),
  };
}
