import type { Exchange } from '../exchange.ts';
import { requestContext } from '../function/request-context.ts';

/** The event of a Lambda authorizer, format 2.0: what the function of a route gets, but no body. */
export function authorizerEvent(exchange: Exchange, identitySource: readonly string[], routeArn: string): object {
  const { request, route, stage, pathParameters } = exchange;
  return {
    version: '2.0',
    type: 'REQUEST',
    routeArn,
    identitySource,
    routeKey: route?.key,
    rawPath: request.rawPath,
    rawQueryString: request.rawQuery,
    ...(request.cookies.length > 0 && { cookies: request.cookies }),
    headers: request.headers,
    ...(request.query && { queryStringParameters: request.query }),
    requestContext: requestContext(exchange),
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    ...(stage.variables && { stageVariables: stage.variables }),
  };
}

/** `arn:aws:execute-api:<region>:<account>:<api>/<stage>/<METHOD>/<path>` */
export function routeArnOf({ api, stage, request, path }: Exchange): string {
  return `arn:aws:execute-api:${api.region}:${api.accountId}:${api.id}/${stage.name}/${request.method}${path}`;
}
