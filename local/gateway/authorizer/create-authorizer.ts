import type { Exchange } from '../exchange.ts';
import { within } from '../within.ts';
import type { Authorization, Authorize } from './authorization.ts';
import { authorizerEvent, routeArnOf } from './authorizer-event.ts';
import { type AuthorizerResponse, applyResponse, readAuthorizerResponse } from './authorizer-response.ts';
import type { Identify } from './identity-sources.ts';
import { createResultCache } from './result-cache.ts';

export interface AuthorizerOptions {
  /** Calls the authorizer's function; gives the JSON text that it returned, or throws. */
  call: (exchange: Exchange, event: object) => Promise<string>;
  identify: Identify;
  enableSimple: boolean;
  /** 0 switches the cache off. */
  ttlMs: number;
  cacheLimit: number;
  timeoutMs: number;
  now: () => number;
}

/**
 * A Lambda authorizer. Its answers, denials included, are kept under the values of all identity sources and under nothing
 * else: with the header alone as its source, one answer opens every route. Failures are not kept. Requests that miss the
 * cache at the same time each call the function: AWS promises nothing else.
 */
export function createAuthorizer(options: AuthorizerOptions): Authorize<Exchange> {
  const { identify, ttlMs, cacheLimit, now } = options;
  const cache = createResultCache<AuthorizerResponse>({ ttlMs, limit: cacheLimit, now });

  return (exchange) => {
    const identity = identify(exchange);
    if (!identity) return { verdict: 'unidentified' };
    const isCached = ttlMs > 0 && identity.length > 0;
    const key = isCached ? JSON.stringify(identity) : '';
    const routeArn = routeArnOf(exchange);
    const kept = isCached ? cache.get(key) : undefined;
    if (kept) return applyResponse(kept, routeArn);
    return ask(options, exchange, identity, routeArn, (response) => {
      if (isCached) cache.set(key, response);
    });
  };
}

async function ask(
  { call, enableSimple, timeoutMs }: AuthorizerOptions,
  exchange: Exchange,
  identity: string[],
  routeArn: string,
  keep: (response: AuthorizerResponse) => void,
): Promise<Authorization> {
  const event = authorizerEvent(exchange, identity, routeArn);
  try {
    const payload = await within(call(exchange, event), timeoutMs);
    if (payload === 'timed-out') return { verdict: 'failed', error: `No answer within ${timeoutMs} ms` };
    const response = readAuthorizerResponse(payload, enableSimple);
    if (!response)
      return { verdict: 'failed', error: 'The authorizer answered in another form than it is configured for' };
    keep(response);
    return applyResponse(response, routeArn);
  } catch (error) {
    return { verdict: 'failed', error: error instanceof Error ? error.message : String(error) };
  }
}
