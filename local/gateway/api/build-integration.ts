import type { Resource } from '../../template/stack.ts';
import { GatewayConfigError } from '../config-error.ts';
import { createDirectIntegration } from '../direct/create-direct-integration.ts';
import { parseParameters } from '../direct/map-parameters.ts';
import { subtypes } from '../direct/subtypes.ts';
import { createFunctionIntegration } from '../function/create-function-integration.ts';
import { parseResponseMapping } from '../mapping/response-mapping.ts';
import type { Integrate } from './api.ts';
import { type IntegrationDefinition, integrationDefinition } from './definitions.ts';
import { functionTarget } from './function-target.ts';
import { readDefinition } from './read-definition.ts';
import type { Surroundings } from './surroundings.ts';

type SourceArnOf = (stage: string) => string;

/** The work behind a route, its answer mapped. `sourceArnOf` names the route in a stage to a function's policy. */
export function buildIntegration(around: Surroundings, resource: Resource, sourceArnOf: SourceArnOf): Integrate {
  const definition = readDefinition(integrationDefinition, resource);
  const refuse = (problem: string) => new GatewayConfigError(resource.logicalId, problem);
  if (definition.IntegrationType !== 'AWS_PROXY')
    throw refuse(`the twin has no ${definition.IntegrationType} integrations`);
  try {
    const build = definition.IntegrationSubtype === undefined ? buildFunction : buildDirect;
    return withMapping(build(around, definition, sourceArnOf), definition);
  } catch (error) {
    throw error instanceof Error ? refuse(error.message) : error;
  }
}

function buildFunction(around: Surroundings, definition: IntegrationDefinition, sourceArnOf: SourceArnOf): Integrate {
  const { IntegrationUri: uri = '', CredentialsArn: roleArn, PayloadFormatVersion, RequestParameters } = definition;
  const target = functionTarget(around, { uri, roleArn, sourceArnOf });
  if (!target) throw new Error(`IntegrationUri is no function: ${uri}`);
  if (PayloadFormatVersion !== '2.0') throw new Error('the twin knows PayloadFormatVersion 2.0 only');
  if (RequestParameters) throw new Error('the twin maps no request parameters of functions');
  return createFunctionIntegration({ functions: around.functions, ...target, timeoutMs: definition.TimeoutInMillis });
}

function buildDirect({ aws, stack }: Surroundings, definition: IntegrationDefinition): Integrate {
  const { IntegrationSubtype = '', PayloadFormatVersion, CredentialsArn: roleArn } = definition;
  const subtype = Object.hasOwn(subtypes, IntegrationSubtype) ? subtypes[IntegrationSubtype] : undefined;
  if (!subtype) throw new Error(`the twin has no ${IntegrationSubtype}`);
  if (PayloadFormatVersion !== '1.0') throw new Error('PayloadFormatVersion must be 1.0');
  if (roleArn === undefined) throw new Error('CredentialsArn is missing: the gateway would act for nobody');
  const { Region = stack.region, ...parameters } = definition.RequestParameters ?? {};
  if (Region !== stack.region) throw new Error(`the twin has one Region, ${stack.region}`);
  const mapParameters = parseParameters(parameters, subtype);
  return createDirectIntegration({ aws, subtype, mapParameters, roleArn, timeoutMs: definition.TimeoutInMillis });
}

/** The gateway's own refusals are not an answer of the integration: they are not mapped. */
function withMapping(integrate: Integrate, { ResponseParameters = {} }: IntegrationDefinition): Integrate {
  const entries = Object.entries(ResponseParameters).map(([status, { ResponseParameters: list }]) => [status, list]);
  if (entries.length === 0) return integrate;
  const mapResponse = parseResponseMapping(Object.fromEntries(entries));
  return async (exchange) => {
    const { answer, record } = await integrate(exchange);
    return { record, answer: answer.gatewayError === undefined ? mapResponse(exchange, answer) : answer };
  };
}
