import { RetryLater } from '../errors.ts';

/** Waits a little, longer and more randomly with each attempt, so that two writers do not meet again. */
export type Pause = (attempt: number) => Promise<void>;

const maxAttempts = 6;

/** Reads and writes again as long as someone else wrote in between; gives up with `RetryLater`. */
export async function whileStale<T>(pause: Pause, attempt: () => Promise<T | 'stale'>): Promise<T> {
  for (let made = 0; made < maxAttempts; made++) {
    if (made > 0) await pause(made);
    const result = await attempt();
    if (result !== 'stale') return result;
  }
  throw new RetryLater(`the payment changed under each of ${maxAttempts} attempts`);
}
