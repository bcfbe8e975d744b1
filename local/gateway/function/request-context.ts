import type { Exchange } from '../exchange.ts';
import { clfTime } from '../request/clf-time.ts';

/** `requestContext` of payload 2.0, for functions and authorizers alike. */
export function requestContext(exchange: Exchange): object {
  const { api, stage, request, route, requestId, receivedAtMs } = exchange;
  return {
    accountId: api.accountId,
    apiId: api.id,
    domainName: api.domainName,
    domainPrefix: api.id,
    http: {
      method: request.method,
      path: request.rawPath,
      protocol: 'HTTP/1.1',
      sourceIp: request.sourceIp,
      userAgent: request.headers['user-agent'] ?? '',
    },
    requestId,
    routeKey: route?.key,
    stage: stage.name,
    time: clfTime(receivedAtMs),
    timeEpoch: receivedAtMs,
  };
}
