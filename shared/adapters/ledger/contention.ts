import { setTimeout } from 'node:timers/promises';
import { RetryLater } from '../../domain/errors.ts';

/**
 * How long a writer goes on against others on the same items, and its longest pause. Together with the longest AWS call
 * this ends well inside the timeout of every function that moves money (test/template/timeouts.test.ts).
 */
export const contentionLimits = { patienceMs: 3_000, firstPauseMs: 20, longestPauseMs: 320 };

/** Waits before the next attempt. Throws `RetryLater` when there is no time for another. */
export type NextAttempt = () => Promise<void>;

/** Full jitter: anything up to 20 ms, then up to 40, 80, … So those who met do not meet again. */
export function contention(limits = contentionLimits): NextAttempt {
  const endsAt = Date.now() + limits.patienceMs;
  let longestMs = limits.firstPauseMs;
  return async () => {
    const pauseMs = Math.random() * longestMs;
    if (Date.now() + pauseMs > endsAt) throw new RetryLater('too many others move the same money');
    longestMs = Math.min(longestMs * 2, limits.longestPauseMs);
    await setTimeout(pauseMs);
  };
}
