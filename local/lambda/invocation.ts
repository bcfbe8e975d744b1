import type { Answer, Death } from './environment/start-environment.ts';

/** How an invocation ended. `payload` is the JSON text that a caller gets. */
export type Invocation = { requestId: string; durationMs: number; coldStart: boolean; initMs?: number } & Outcome;

export type Outcome =
  | { outcome: 'returned'; payload: string }
  /** Over the API: status 200 with `X-Amz-Function-Error: Unhandled`. */
  | { outcome: 'failed'; errorType: string; errorMessage: string; payload: string }
  | { outcome: 'throttled'; reason: ThrottleReason };

export type ThrottleReason = 'ConcurrentInvocationLimitExceeded' | 'ReservedFunctionConcurrentInvocationLimitExceeded';

/** Of a synchronous response, as AWS measures it (AWS: Lambda quotas say 6 MB). */
export const maxResponseBytes = 6_291_556;

/** What an environment's answer, or its end, means to the caller. Messages are those that AWS gives. */
export function outcomeOf(answer: Answer | 'timed-out', requestId: string, timeoutMs: number): Outcome {
  if (answer === 'timed-out') {
    const seconds = (timeoutMs / 1000).toFixed(2);
    return failure('Sandbox.Timedout', `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`);
  }
  if ('died' in answer) return deathOutcome(answer.died, requestId);
  if ('failed' in answer) {
    return failure(answer.failed.errorType, answer.failed.errorMessage, answer.failed.trace);
  }
  if (isLongerThan(answer.returned, maxResponseBytes)) {
    const message = `Response payload size exceeded maximum allowed payload size (${maxResponseBytes} bytes).`;
    return failure('Function.ResponseSizeTooLarge', message);
  }
  return { outcome: 'returned', payload: answer.returned };
}

export function failure(errorType: string, errorMessage: string, trace?: string[]): Outcome {
  return { outcome: 'failed', errorType, errorMessage, payload: JSON.stringify({ errorType, errorMessage, trace }) };
}

function deathOutcome({ cause, exitCode, error }: Death, requestId: string): Outcome {
  if (error !== undefined) return failure(error.errorType, error.errorMessage, error.trace);
  const errorType = cause === 'out-of-memory' ? 'Runtime.OutOfMemory' : 'Runtime.ExitError';
  return failure(errorType, `RequestId: ${requestId} Error: Runtime exited ${wayOut(cause, exitCode)}`);
}

function wayOut(cause: Death['cause'], exitCode: number): string {
  if (cause !== 'exited') return 'with error: signal: killed';
  return exitCode === 0 ? 'without providing a reason' : `with error: exit status ${exitCode}`;
}

/** In UTF-8. A UTF-16 unit takes at most three bytes, so most texts need no counting. */
export function isLongerThan(text: string, bytes: number): boolean {
  return text.length * 3 > bytes && Buffer.byteLength(text) > bytes;
}
