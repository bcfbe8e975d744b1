import type { Resource, Stack } from '../../template/stack.ts';
import type { Authorize } from '../authorizer/authorization.ts';
import { GatewayConfigError } from '../config-error.ts';
import type { Exchange } from '../exchange.ts';
import { createRouter } from '../routing/create-router.ts';
import { parseRouteKey, type RouteKey } from '../routing/route-key.ts';
import type { Api, Route } from './api.ts';
import { buildAuthorizer } from './build-authorizer.ts';
import { buildCors } from './build-cors.ts';
import { buildIntegration } from './build-integration.ts';
import { buildStage } from './build-stage.ts';
import { apiDefinition, routeDefinition } from './definitions.ts';
import { readDefinition } from './read-definition.ts';
import type { Surroundings } from './surroundings.ts';

/** The stack's HTTP API. A GatewayConfigError names the resource that cannot be served as AWS would. */
export function buildApi(around: Surroundings): Api {
  const { stack } = around;
  const [resource, ...others] = stack.ofType('AWS::ApiGatewayV2::Api');
  if (!resource) throw new GatewayConfigError(stack.name, 'the stack has no AWS::ApiGatewayV2::Api');
  if (others[0]) throw new GatewayConfigError(others[0].logicalId, 'the twin serves one API');
  const { ProtocolType, CorsConfiguration } = readDefinition(apiDefinition, resource);
  if (ProtocolType !== 'HTTP') throw new GatewayConfigError(resource.logicalId, `the twin has no ${ProtocolType} APIs`);

  const apiId = resource.physicalId;
  const routes = buildRoutes(around, apiId);
  const keys = routes.map(({ route }) => route.key);
  const stages = partsOf(stack, 'Stage', apiId).map((stage) => buildStage(around, stage, keys));
  return {
    id: apiId,
    accountId: stack.accountId,
    region: stack.region,
    domainName: `${apiId}.execute-api.${stack.region}.amazonaws.com`,
    cors: CorsConfiguration && buildCors(CorsConfiguration),
    route: createRouter(routes),
    stages: new Map(stages.filter((stage) => stage !== undefined).map((stage) => [stage.name, stage])),
  };
}

function buildRoutes(around: Surroundings, apiId: string): { key: RouteKey; route: Route }[] {
  const { stack } = around;
  const apiArn = `arn:aws:execute-api:${stack.region}:${stack.accountId}:${apiId}`;
  const integrations = byPhysicalId(partsOf(stack, 'Integration', apiId));
  const authorizers = new Map(
    partsOf(stack, 'Authorizer', apiId).map((it) => [it.physicalId, buildAuthorizer(around, it, apiArn)]),
  );
  const taken = new Set<string>();
  return partsOf(stack, 'Route', apiId).map((resource) => {
    const { RouteKey: text, Target, ...access } = readDefinition(routeDefinition, resource);
    const key = parseRouteKey(text);
    const integration = integrations.get(Target.replace(/^integrations\//, ''));
    if (!key) throw new GatewayConfigError(resource.logicalId, `RouteKey ${text} is invalid`);
    if (taken.has(text)) throw new GatewayConfigError(resource.logicalId, `there is another route ${text}`);
    if (!integration) throw new GatewayConfigError(resource.logicalId, `there is no integration ${Target}`);
    taken.add(text);
    const integrate = buildIntegration(around, integration, `${apiArn}/${sourceOf(key)}`);
    return { key, route: { key: text, integrate, authorize: guardOf(resource, access, authorizers) } };
  });
}

function guardOf(
  { logicalId }: Resource,
  { AuthorizationType, AuthorizerId = '' }: { AuthorizationType: string; AuthorizerId?: string | undefined },
  authorizers: ReadonlyMap<string, Authorize<Exchange>>,
): Authorize<Exchange> | undefined {
  if (AuthorizationType === 'NONE') return undefined;
  if (AuthorizationType !== 'CUSTOM') throw new GatewayConfigError(logicalId, `the twin has no ${AuthorizationType} authorization`);
  const authorize = authorizers.get(AuthorizerId);
  if (!authorize) throw new GatewayConfigError(logicalId, `there is no authorizer ${AuthorizerId}`);
  return authorize;
}

/** What a function's policy can name of a route: any stage, the method, the path with its variables. */
function sourceOf(key: RouteKey): string {
  return key.isDefault ? '*/$default' : `*/${key.method === 'ANY' ? '*' : key.method}${key.template}`;
}

function partsOf(stack: Stack, kind: string, apiId: string): Resource[] {
  return stack.ofType(`AWS::ApiGatewayV2::${kind}`).filter(({ properties }) => properties.ApiId === apiId);
}

function byPhysicalId(resources: Resource[]): Map<string, Resource> {
  return new Map(resources.map((resource) => [resource.physicalId, resource]));
}
