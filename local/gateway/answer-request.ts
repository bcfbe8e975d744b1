import type { IncomingMessage } from 'node:http';
import { type Answer, refusal } from './answer.ts';
import type { Authorization } from './authorizer/authorization.ts';
import { isPreflight, preflightHeaders, withCorsHeaders } from './cors.ts';
import type { Exchange } from './exchange.ts';
import { readBody } from './request/read-body.ts';
import type { Throttle } from './throttle.ts';

export interface AnswerOptions {
  /** The account's own, for all routes together. */
  throttle: Throttle;
  maxBodyBytes: number;
}

/** Gives the answer, or undefined when the client went away before its request was complete. */
export type AnswerRequest = (exchange: Exchange, message: IncomingMessage) => Promise<Answer | undefined>;

/** What the gateway does with a request, in AWS's order; that throttles come before the authorizer is unverified. */
export function createAnswerRequest({ throttle, maxBodyBytes }: AnswerOptions): AnswerRequest {
  return async (exchange, message) => {
    const { cors } = exchange.api;
    if (!throttle()) return refusal(429);
    if (!cors) return answerRoute(exchange, message, maxBodyBytes);
    if (isPreflight(exchange.request)) {
      return { status: 204, headers: preflightHeaders(cors, exchange.request), body: '' };
    }
    const answer = await answerRoute(exchange, message, maxBodyBytes);
    return answer && { ...answer, headers: withCorsHeaders(answer.headers, cors, exchange.request) };
  };
}

async function answerRoute(
  exchange: Exchange,
  message: IncomingMessage,
  maxBytes: number,
): Promise<Answer | undefined> {
  const { route, stage, request } = exchange;
  if (!route) return refusal(404);
  if (!stage.throttles.get(route.key)?.()) return refusal(429);

  const read = await readBody(message, maxBytes);
  if (read === 'aborted') return undefined;
  if (read === 'too-large') return refusal(413);
  request.body = read.body;
  request.headers['content-length'] = String(read.body?.length ?? 0);

  if (route.authorize) {
    exchange.authorization = await route.authorize(exchange);
    const { verdict } = exchange.authorization;
    if (verdict !== 'allowed') return refusal(statusOf[verdict]);
  }
  const { answer, record } = await route.integrate(exchange);
  exchange.integration = record;
  return answer;
}

const statusOf = { unidentified: 401, denied: 403, failed: 500 } as const satisfies Record<
  Exclude<Authorization['verdict'], 'allowed'>,
  number
>;
