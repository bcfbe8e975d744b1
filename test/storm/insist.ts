import { setTimeout } from 'node:timers/promises';
import type { Answer } from '../support/api-client.ts';

const longestWaitMs = 1_000;
const patienceMs = 180_000;

/**
 * Sends a request until it is answered for good, as docs/idempotency.md tells clients to: no answer, 409, 429 and 5xx mean
 * that the same request, with the same key, is worth repeating.
 */
export async function insist(send: () => Promise<Answer>): Promise<Answer> {
  const endsAt = Date.now() + patienceMs;
  for (let attempt = 1; ; attempt++) {
    const answer = await send().catch(() => undefined);
    if (answer && !isWorthRepeating(answer)) return answer;
    if (Date.now() > endsAt) throw new Error(`No answer for good in ${attempt} attempts; the last: ${answer?.text}`);
    await setTimeout(Math.random() * Math.min(100 * 2 ** attempt, longestWaitMs));
  }
}

/** The batch route answers 400 where AWS itself is asked too often. */
function isWorthRepeating({ status, json }: Answer): boolean {
  return status === 409 || status === 429 || status >= 500 || String(json?.__type).includes('ThrottlingException');
}
