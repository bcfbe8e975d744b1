import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { answerAndLog } from './answer-and-log.ts';
import { endedByLambda } from './ended-by-lambda.ts';
import type { HttpEvent, HttpResponse } from './http-event.ts';
import { jsonBody } from './json-body.ts';
import { withLogKeys } from './log-context.ts';
import { observed } from './observed.ts';

export interface HttpOptions {
  /** The route takes a JSON body: `event.body` reaches the handler parsed. */
  body?: 'json';
  /** Its requests carry an Idempotency-Key, and every answer tells what became of it. */
  keyed?: boolean;
}

/** HTTP API → function: errors → logger → tracer → metrics → body → handler. Whatever is thrown becomes a problem document. */
export function http(
  options: HttpOptions,
  handle: (event: HttpEvent, context: Context) => HttpResponse | Promise<HttpResponse>,
): (event: HttpEvent, context: Context) => Promise<HttpResponse> {
  const stack = middy<HttpEvent, HttpResponse>(endedByLambda)
    .use(answerAndLog(options))
    .use(observed())
    .use(options.body === 'json' ? [jsonBody()] : [])
    .handler(handle);
  return (event, context) => withLogKeys({ requestId: event.requestContext.requestId }, () => stack(event, context));
}
