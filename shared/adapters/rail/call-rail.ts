import { RetryLater } from '../../domain/errors.ts';
import type { LiveSecrets } from '../live-secrets.ts';

/** Where the rail is, and the bearer key that it asks for. */
export interface RailEndpoint {
  url: string;
  key: LiveSecrets;
  /** Shorter than the function's timeout: a rail that hangs must show as `RetryLater`, not as a function that was killed. */
  timeoutMs?: number;
}

export interface RailReply {
  status: number;
  body: unknown;
}

/**
 * One HTTP exchange with the rail. A refused key may have been rotated since it was cached: that is tried once more with
 * what is stored now. Throws `RetryLater` when no reply came.
 */
export async function callRail(rail: RailEndpoint, path: string, init: RequestInit): Promise<RailReply> {
  const reply = await exchange(rail, path, init, await rail.key());
  if (reply.status !== 401) return reply;
  return exchange(rail, path, init, await rail.key({ fresh: true }));
}

async function exchange(
  { url, timeoutMs = 5_000 }: RailEndpoint,
  path: string,
  init: RequestInit,
  [key]: readonly string[],
): Promise<RailReply> {
  const headers = { ...init.headers, authorization: `Bearer ${key}` };
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(url + path, { ...init, headers, redirect: 'error', signal });
    return { status: response.status, body: parseJson(await response.text()) };
  } catch (cause) {
    throw new RetryLater('the rail did not reply', { cause });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
