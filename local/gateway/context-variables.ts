import type { AuthorizerContext } from './authorizer/authorization.ts';
import type { Exchange } from './exchange.ts';
import { clfTime } from './request/clf-time.ts';

export type ReadVariable = (exchange: Exchange) => string | undefined;

/** The `$context` variables (AWS: Customize HTTP API access logs) without what only IAM, JWT or mutual TLS would fill. */
const variables: Record<string, ReadVariable> = {
  accountId: ({ api }) => api.accountId,
  apiId: ({ api }) => api.id,
  'authorizer.error': ({ authorization }) => (authorization?.verdict === 'failed' ? authorization.error : undefined),
  'authorizer.principalId': ({ authorization }) =>
    authorization && 'principalId' in authorization ? authorization.principalId : undefined,
  awsEndpointRequestId: ({ integration }) => integration?.requestId,
  dataProcessed: ({ request, outcome }) => outcome && String((request.body?.length ?? 0) + outcome.bytes),
  domainName: ({ api }) => api.domainName,
  domainPrefix: ({ api }) => api.id,
  'error.message': ({ outcome }) => outcome?.gatewayError,
  'error.messageString': ({ outcome }) => outcome?.gatewayError && JSON.stringify(outcome.gatewayError),
  extendedRequestId: ({ requestId }) => requestId,
  httpMethod: ({ request }) => request.method,
  'identity.sourceIp': ({ request }) => request.sourceIp,
  'identity.userAgent': ({ request }) => request.headers['user-agent'],
  'integration.error': ({ integration }) => integration?.error,
  'integration.integrationStatus': ({ integration }) => text(integration?.serviceStatus ?? integration?.status),
  'integration.latency': ({ integration }) => text(integration?.latencyMs),
  'integration.requestId': ({ integration }) => integration?.requestId,
  'integration.status': ({ integration }) => text(integration?.status),
  integrationErrorMessage: ({ integration }) => integration?.error,
  integrationLatency: ({ integration }) => text(integration?.latencyMs),
  integrationStatus: ({ integration }) => text(integration?.status ?? integration?.serviceStatus),
  path: ({ request }) => request.rawPath,
  protocol: () => 'HTTP/1.1',
  requestId: ({ requestId }) => requestId,
  requestTime: ({ receivedAtMs }) => clfTime(receivedAtMs),
  requestTimeEpoch: ({ receivedAtMs }) => String(receivedAtMs),
  responseLatency: ({ outcome }) => text(outcome?.latencyMs),
  responseLength: ({ outcome }) => text(outcome?.bytes),
  routeKey: ({ route }) => route?.key,
  stage: ({ stage }) => stage.name,
  status: ({ outcome }) => text(outcome?.status),
};

/** How to read `$context.<name>`; undefined when the twin has no such variable. */
export function contextVariable(name: string): ReadVariable | undefined {
  if (Object.hasOwn(variables, name)) return variables[name];
  const [, key] = /^authorizer\.(\w+)$/.exec(name) ?? [];
  if (key === undefined) return undefined;
  return ({ authorization }) => scalar(contextOf(authorization)?.[key]);
}

function contextOf(authorization: Exchange['authorization']): AuthorizerContext | undefined {
  return authorization && 'context' in authorization ? authorization.context : undefined;
}

/** Lists and maps, which an authorizer may return as well, are not printed. */
function scalar(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

function text(value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}
