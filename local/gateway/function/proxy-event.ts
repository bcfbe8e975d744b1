import type { Exchange } from '../exchange.ts';
import { requestContext } from './request-context.ts';

/** The event of a route's function, payload format 2.0 (AWS: Lambda proxy integrations for HTTP APIs). */
export function proxyEvent(exchange: Exchange): object {
  const { request, route, stage, pathParameters, authorization } = exchange;
  const authorizer = authorization?.verdict === 'allowed' && { authorizer: { lambda: authorization.context } };
  return {
    version: '2.0',
    routeKey: route?.key,
    rawPath: request.rawPath,
    rawQueryString: request.rawQuery,
    ...(request.cookies.length > 0 && { cookies: request.cookies }),
    headers: request.headers,
    ...(request.query && { queryStringParameters: request.query }),
    requestContext: { ...requestContext(exchange), ...authorizer },
    ...bodyOf(request.body, request.headers['content-type']),
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    ...(stage.variables && { stageVariables: stage.variables }),
  };
}

function bodyOf(body: Buffer | undefined, contentType: string | undefined): object {
  if (body === undefined) return { isBase64Encoded: false };
  return isText(contentType)
    ? { body: body.toString('utf8'), isBase64Encoded: false }
    : { body: body.toString('base64'), isBase64Encoded: true };
}

const textTypes = ['application/json', 'application/javascript', 'application/xml'];

/** What arrives as text; everything else, forms and bodies without a type included, arrives as base64. */
function isText(contentType: string | undefined): boolean {
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return type.startsWith('text/') || textTypes.includes(type);
}
