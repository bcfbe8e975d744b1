import middy from '@middy/core';
import type { APIGatewayRequestAuthorizerEventV2, APIGatewaySimpleAuthorizerWithContextResult } from 'aws-lambda';
import type { Authorization } from '../domain/partners/authorize-caller.ts';
import { endedByLambda } from './ended-by-lambda.ts';
import type { Caller } from './http-event.ts';
import { addLogKeys } from './log-context.ts';
import { observed } from './observed.ts';
import { unitOfWork } from './unit-of-work.ts';

export type AuthorizerResult = APIGatewaySimpleAuthorizerWithContextResult<Partial<Caller>>;
type Authorize = (header: string | undefined, routeKey: string) => Promise<Authorization>;

/**
 * HTTP API Lambda authorizer, simple responses. A "no" is an answer (403, kept like a "yes"); a lookup that fails throws,
 * and the gateway answers 500 and keeps nothing. The Authorization header goes into no log.
 */
export function authorizer(authorize: Authorize) {
  return middy<APIGatewayRequestAuthorizerEventV2, AuthorizerResult>(endedByLambda)
    .use(observed())
    .handler((event: APIGatewayRequestAuthorizerEventV2) =>
      unitOfWork(
        { route: event.routeKey },
        () => ({ header: event.headers?.authorization, requestId: event.requestContext.requestId }),
        async ({ header }) => resultOf(await authorize(header, event.routeKey)),
      ),
    );
}

function resultOf(authorization: Authorization): AuthorizerResult {
  if (!authorization.allowed) {
    addLogKeys({ allowed: false, reason: authorization.reason, keyId: authorization.keyId });
    return { isAuthorized: false, context: {} };
  }
  const { partnerId, keyId, scopes } = authorization.credential;
  addLogKeys({ allowed: true, partnerId, keyId });
  return { isAuthorized: true, context: { partnerId, keyId, scopes: scopes.join(' ') } };
}
