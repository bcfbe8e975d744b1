import { performance } from 'node:perf_hooks';
import type { MiddlewareObj } from '@middy/core';
import { problemDocument } from '../contracts/problem.ts';
import type { DomainError } from '../domain/errors.ts';
import { asError } from './as-error.ts';
import type { HttpEvent, HttpResponse } from './http-event.ts';
import { keyHeaderOf } from './idempotency-status.ts';
import { addLogKeys } from './log-context.ts';
import { logger } from './logger.ts';
import { refusalOf } from './refusal-of.ts';

/** Outermost: makes a problem document of whatever was thrown, and writes the one summary line of the request. */
export function answerAndLog({ keyed = false }): MiddlewareObj<HttpEvent, HttpResponse> {
  let startedAt = 0;
  const summarise = (event: HttpEvent, response: HttpResponse | null | undefined, code?: string) =>
    logger.info('request answered', {
      route: event.routeKey,
      status: response?.statusCode,
      code,
      latencyMs: Math.round(performance.now() - startedAt),
    });

  return {
    before: ({ event }) => {
      startedAt = performance.now();
      const caller = event.requestContext.authorizer?.lambda;
      addLogKeys({ partnerId: caller?.partnerId, keyId: caller?.keyId });
    },
    after: ({ event, response }) => summarise(event, response),
    onError: (request) => {
      const refusal = refusalOf(request.error);
      logCause(refusal);
      const keyHeader = keyed ? keyHeaderOf(refusal.code) : {};
      request.response = problemResponse(refusal, request.event.requestContext.requestId, keyHeader);
      summarise(request.event, request.response, refusal.code);
    },
  };
}

/** A refusal without a cause is the caller's affair, and the summary tells it. */
function logCause(refusal: DomainError): void {
  if (refusal.cause === undefined) return;
  const cause = asError(refusal.cause);
  if (refusal.code === 'internal-error') logger.error('request failed', { error: cause });
  else logger.warn('request refused for a cause of ours', { error: cause });
}

function problemResponse(error: DomainError, requestId: string, keyHeader: Record<string, string>): HttpResponse {
  const document = problemDocument(error, requestId);
  const headers: Record<string, string> = {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    ...keyHeader,
  };
  if (error.retryAfterSeconds !== undefined) headers['retry-after'] = String(error.retryAfterSeconds);
  return { statusCode: document.status, headers, body: JSON.stringify(document) };
}
