import type { IncomingMessage } from 'node:http';
import { type Answer, refusal } from './answer.ts';
import type { Api } from './api/api.ts';
import type { Exchange } from './exchange.ts';
import { measureHead } from './request/measure-head.ts';
import { readRequest } from './request/read-request.ts';
import { newRequestId } from './request/request-id.ts';
import { chooseStage } from './routing/choose-stage.ts';

export interface OpenOptions {
  api: Api;
  maxHeadBytes: number;
  now: () => number;
}

export type OpenExchange = (message: IncomingMessage) => Exchange | Answer;

/** Makes out which stage and route a request is for, or refuses it: then it belongs to no stage, and no log tells of it. */
export function createOpenExchange(options: OpenOptions): OpenExchange {
  return (message) => open(options, message);
}

function open({ api, maxHeadBytes, now }: OpenOptions, message: IncomingMessage): Exchange | Answer {
  if (measureHead(message) > maxHeadBytes) return refusal(431);
  const receivedAtMs = now();
  const request = readRequest(message, receivedAtMs);
  if (!request) return refusal(400);
  const chosen = chooseStage(api.stages, request.rawPath);
  if (!chosen) return refusal(404);
  const match = api.route(request.method, chosen.path);
  return {
    requestId: newRequestId(),
    receivedAtMs,
    request,
    api,
    stage: chosen.stage,
    path: chosen.path,
    ...(match && { route: match.route }),
    pathParameters: match?.pathParameters ?? {},
  };
}
