import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { FaultEffect, Faults } from '../faults.ts';
import type { Observer } from '../observer.ts';
import { type Answer, refusal } from './answer.ts';
import type { AnswerRequest } from './answer-request.ts';
import type { Exchange } from './exchange.ts';
import type { Handle } from './listener.ts';
import type { OpenExchange } from './open-exchange.ts';
import { newRequestId } from './request/request-id.ts';
import { sendAnswer } from './send-answer.ts';

export interface HandlerOptions {
  open: OpenExchange;
  answer: AnswerRequest;
  faults: Faults;
  observe: Pick<Observer, 'notice'>;
}

/** From a request on the wire to its answer on the wire, its log line and its metrics. */
export function createHandler({ open, answer, faults, observe }: HandlerOptions): Handle {
  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const opened = open(message);
    if ('request' in opened) await serve(opened, message, response);
    else sendAnswer(response, opened, newRequestId());
  }

  async function serve(exchange: Exchange, message: IncomingMessage, response: ServerResponse): Promise<void> {
    const startMs = performance.now();
    const { route, stage, requestId } = exchange;
    const fault = route && faults.strike({ at: 'gateway-response', routeKey: route.key });
    const given = refusedBy(fault) ?? (await answer(exchange, message));
    if (!given) return;
    if (fault?.do === 'delay') await pause(fault.ms);
    const bytes = fault?.do === 'drop-response' ? drop(response) : sendAnswer(response, given, requestId);
    const latencyMs = Math.round(performance.now() - startMs);
    exchange.outcome = { status: given.status, bytes, latencyMs, gatewayError: given.gatewayError };
    stage.report(exchange);
  }

  return (message, response) => {
    handle(message, response).catch((error: unknown) => {
      observe.notice(`The gateway failed on a request: ${error instanceof Error ? error.stack : error}`);
      if (response.headersSent) response.destroy();
      else sendAnswer(response, refusal(500), newRequestId());
    });
  };
}

/** Faults for which nothing is done. */
function refusedBy(fault: FaultEffect | undefined): Answer | undefined {
  if (fault?.do === 'fail') return refusal(500);
  return fault?.do === 'throttle' ? refusal(429) : undefined;
}

/** The work was done, and the client never hears of it. */
function drop(response: ServerResponse): number {
  response.destroy();
  return 0;
}
