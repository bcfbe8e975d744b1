/** Whether one more request may pass now; it takes a token if so. */
export type Throttle = () => boolean;

export interface Rate {
  requestsPerSecond: number;
  /** The bucket's size. */
  burst: number;
}

/** A token bucket that starts full (AWS: Throttle requests to HTTP APIs). `now` gives milliseconds. */
export function tokenBucket({ requestsPerSecond, burst }: Rate, now: () => number): Throttle {
  let tokens = burst;
  let filledAt = now();
  return () => {
    const time = now();
    tokens = Math.min(burst, tokens + (Math.max(0, time - filledAt) / 1000) * requestsPerSecond);
    filledAt = time;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
