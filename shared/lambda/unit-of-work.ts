import { performance } from 'node:perf_hooks';
import { RetryLater } from '../domain/errors.ts';
import { asError } from './as-error.ts';
import { addLogKeys, type LogKeys, withLogKeys } from './log-context.ts';
import { logger } from './logger.ts';

/** What an input tells of where it came from; `requestId` is the front door's. */
export interface Traced {
  requestId?: string;
}

/**
 * Runs one message, task or tick and writes one summary line about it. What fails is thrown on, for the caller of the
 * function decides what a failure means: a queue delivers again, a state machine retries or catches.
 */
export function unitOfWork<Input extends Traced, Output>(
  keys: LogKeys,
  read: () => Input,
  handle: (input: Input) => Promise<Output>,
): Promise<Output> {
  const startedAt = performance.now();
  const latencyMs = () => Math.round(performance.now() - startedAt);
  return withLogKeys(keys, async () => {
    try {
      const input = read();
      addLogKeys({ requestId: input.requestId });
      const output = await handle(input);
      logger.info('work done', { latencyMs: latencyMs() });
      return output;
    } catch (error) {
      logFailure(error, latencyMs());
      throw error;
    }
  });
}

function logFailure(error: unknown, latencyMs: number): void {
  if (error instanceof RetryLater) logger.warn('work put off', { latencyMs, error });
  else logger.error('work failed', { latencyMs, error: asError(error) });
}
