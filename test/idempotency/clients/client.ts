import type { Answer } from '../doors/door.ts';

/** What one attempt came to. `lost`: no answer came, and nobody knows whether the request arrived. */
export type Outcome = Answer | 'lost';

/** When a client repeats a request by itself, as its source has it. */
export interface RetryRules {
  name: string;
  attempts: number;
  repeats(outcome: Outcome): boolean;
  /** How long it waits before repetition 0, 1, … */
  waitMs(outcome: Outcome, repetition: number): number;
}

export interface Call {
  /** What the client's caller is given: the last outcome. */
  final: Outcome;
  /** What each attempt came to. */
  outcomes: Outcome[];
  waitsMs: number[];
}

/** Sends one request as the client would, with `sleep` in place of its timer. */
export async function callAs(
  rules: RetryRules,
  send: () => Promise<Outcome>,
  sleep: (ms: number) => Promise<void> = async () => {},
): Promise<Call> {
  const outcomes: Outcome[] = [];
  const waitsMs: number[] = [];
  for (;;) {
    const final = await send();
    outcomes.push(final);
    if (outcomes.length === rules.attempts || !rules.repeats(final)) return { final, outcomes, waitsMs };
    const waitMs = rules.waitMs(final, waitsMs.length);
    waitsMs.push(waitMs);
    await sleep(waitMs);
  }
}

export function statusOf(outcome: Outcome): number | undefined {
  return outcome === 'lost' ? undefined : outcome.status;
}

/** In milliseconds. */
export function retryAfterOf(outcome: Outcome): number | undefined {
  const header = outcome === 'lost' ? undefined : outcome.headers['retry-after'];
  return header === undefined ? undefined : Number(header) * 1_000;
}
