import type { Resource } from '../../template/stack.ts';
import type { Authorize } from '../authorizer/authorization.ts';
import { GatewayConfigError } from '../config-error.ts';
import type { Exchange } from '../exchange.ts';
import { parseRouteKey, type RouteKey } from '../routing/route-key.ts';
import type { Route } from './api.ts';
import { buildAuthorizer } from './build-authorizer.ts';
import { buildIntegration } from './build-integration.ts';
import { routeDefinition } from './definitions.ts';
import { partsOf } from './parts-of.ts';
import { readDefinition } from './read-definition.ts';
import type { Surroundings } from './surroundings.ts';

export interface BuiltRoute {
  key: RouteKey;
  route: Route;
}

/** An API's routes, each with the guard before it and the work behind it. */
export function buildRoutes(around: Surroundings, apiId: string): BuiltRoute[] {
  const { stack } = around;
  const apiArn = `arn:aws:execute-api:${stack.region}:${stack.accountId}:${apiId}`;
  const integrations = new Map(partsOf(stack, 'Integration', apiId).map((it) => [it.physicalId, it]));
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
    const integrate = buildIntegration(around, integration, (stage) => `${apiArn}/${stage}/${sourceOf(key)}`);
    return { key, route: { key: text, integrate, authorize: guardOf(resource, access, authorizers) } };
  });
}

function guardOf(
  { logicalId }: Resource,
  { AuthorizationType, AuthorizerId = '' }: { AuthorizationType: string; AuthorizerId?: string | undefined },
  authorizers: ReadonlyMap<string, Authorize<Exchange>>,
): Authorize<Exchange> | undefined {
  if (AuthorizationType === 'NONE') return undefined;
  if (AuthorizationType !== 'CUSTOM')
    throw new GatewayConfigError(logicalId, `the twin has no ${AuthorizationType} authorization`);
  const authorize = authorizers.get(AuthorizerId);
  if (!authorize) throw new GatewayConfigError(logicalId, `there is no authorizer ${AuthorizerId}`);
  return authorize;
}

/** How the ARN of a route ends: the method and the path with its variables. */
function sourceOf(key: RouteKey): string {
  return key.isDefault ? '$default' : `${key.method === 'ANY' ? '*' : key.method}${key.template}`;
}
