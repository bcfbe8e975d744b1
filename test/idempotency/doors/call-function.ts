import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import type { HttpEvent, HttpResponse } from '#shared/lambda/http-event.ts';
import { lambdaContext } from '../../support/lambda-context.ts';
import { readEvent } from '../../support/read-event.ts';
import type { Answer, Partner } from './door.ts';

export interface Caller {
  partner: Partner;
  keyId?: string;
}

type Handler = (event: HttpEvent, context: Context) => Promise<HttpResponse>;

/** Calls an HTTP function as the gateway does, under a request id of its own. */
export async function callFunction(
  handler: Handler,
  route: string,
  { partner, keyId = 'key-1' }: Caller,
  request: Partial<HttpEvent>,
  context: Partial<Context> = {},
): Promise<Answer> {
  const base = readEvent<HttpEvent>('create-payment.new');
  const { body: _, ...event } = { ...base, headers: {}, routeKey: route };
  const requestContext = {
    ...base.requestContext,
    requestId: randomUUID(),
    routeKey: route,
    authorizer: { lambda: { partnerId: partner, keyId, scopes: 'payments:read payments:write' } },
  };
  const {
    statusCode,
    headers,
    body = '',
  } = await handler({ ...event, requestContext, ...request }, lambdaContext(context));
  return { status: statusCode, headers, text: body, json: body === '' ? undefined : JSON.parse(body) };
}
