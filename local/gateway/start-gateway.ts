import type { Faults } from '../faults.ts';
import { createAnswerRequest } from './answer-request.ts';
import { buildApi } from './api/build-api.ts';
import type { Surroundings } from './api/surroundings.ts';
import { createHandler } from './handle-request.ts';
import { awsLimits, type Limits } from './limits.ts';
import type { Listener } from './listener.ts';
import { createOpenExchange } from './open-exchange.ts';
import { tokenBucket } from './throttle.ts';

export { honoured } from './honoured.ts';
export { type Listener, openListener } from './listener.ts';

export interface GatewayOptions extends Omit<Surroundings, 'limits' | 'now'> {
  /** Listens already: its address stands in the template, before any route can be built. */
  listener: Listener;
  faults: Faults;
  /** Milliseconds since 1970. */
  now?: () => number;
  limits?: Partial<Limits>;
}

export interface Gateway {
  url: string;
  /** Lets the requests under way finish, for a few seconds at most. */
  stop(): Promise<void>;
}

/** Serves the stack's HTTP API. Throws a GatewayConfigError when the template asks for what the twin cannot serve. */
export function startGateway({ listener, faults, now = Date.now, ...given }: GatewayOptions): Gateway {
  const limits = { ...awsLimits, ...given.limits };
  const api = buildApi({ ...given, limits, now });
  const throttle = tokenBucket(limits, now);
  const answer = createAnswerRequest({ throttle, maxBodyBytes: limits.bodyBytes });
  const open = createOpenExchange({ api, maxHeadBytes: limits.headBytes, now });
  listener.serve(createHandler({ open, answer, faults, observe: given.observe }));
  return { url: listener.url, stop: () => listener.stop() };
}
