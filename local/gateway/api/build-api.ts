import { GatewayConfigError } from '../config-error.ts';
import { createRouter } from '../routing/create-router.ts';
import type { Api } from './api.ts';
import { buildCors } from './build-cors.ts';
import { buildRoutes } from './build-routes.ts';
import { buildStage } from './build-stage.ts';
import { apiDefinition } from './definitions.ts';
import { partsOf } from './parts-of.ts';
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
    cors: CorsConfiguration && buildCors(resource, CorsConfiguration),
    route: createRouter(routes),
    stages: new Map(stages.filter((stage) => stage !== undefined).map((stage) => [stage.name, stage])),
  };
}
