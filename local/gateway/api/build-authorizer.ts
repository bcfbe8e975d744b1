import type { Resource } from '../../template/stack.ts';
import type { Authorize } from '../authorizer/authorization.ts';
import { createAuthorizer } from '../authorizer/create-authorizer.ts';
import { parseIdentitySources } from '../authorizer/identity-sources.ts';
import { GatewayConfigError } from '../config-error.ts';
import type { Exchange } from '../exchange.ts';
import { type AuthorizerDefinition, authorizerDefinition } from './definitions.ts';
import { type FunctionTarget, functionTarget } from './function-target.ts';
import { readDefinition } from './read-definition.ts';
import type { Surroundings } from './surroundings.ts';

/** What AWS takes when the template names none. */
const defaultTtlSeconds = 300;

/** An authorizer and its cache: one for all routes and stages that name it. */
export function buildAuthorizer(around: Surroundings, resource: Resource, apiArn: string): Authorize<Exchange> {
  const definition = readDefinition(authorizerDefinition, resource);
  const refuse = (problem: string) => new GatewayConfigError(resource.logicalId, problem);
  const problem = problemOf(definition);
  if (problem) throw refuse(problem);
  const target = functionTarget(around, {
    uri: definition.AuthorizerUri,
    roleArn: definition.AuthorizerCredentialsArn,
    sourceArnOf: () => `${apiArn}/authorizers/${resource.physicalId}`,
  });
  if (!target) throw refuse(`AuthorizerUri is no function: ${definition.AuthorizerUri}`);
  const sources = definition.IdentitySource;
  const ttlSeconds = definition.AuthorizerResultTtlInSeconds ?? (sources.length > 0 ? defaultTtlSeconds : 0);
  if (ttlSeconds > 0 && sources.length === 0) throw refuse('a result can be cached only under an identity source');
  const { limits, now } = around;
  return createAuthorizer({
    call: ({ stage, request }, event) => call(around, target, { event, stage: stage.name, traceId: request.traceId }),
    identify: identityOf(sources, refuse),
    enableSimple: definition.EnableSimpleResponses,
    ttlMs: ttlSeconds * 1000,
    cacheLimit: limits.cachedAuthorizations,
    timeoutMs: limits.authorizerTimeoutMs,
    now,
  });
}

function problemOf({ AuthorizerType, AuthorizerPayloadFormatVersion }: AuthorizerDefinition): string | undefined {
  if (AuthorizerType !== 'REQUEST') return `the twin has no ${AuthorizerType} authorizers`;
  if (AuthorizerPayloadFormatVersion !== '2.0') return 'the twin knows AuthorizerPayloadFormatVersion 2.0 only';
  return undefined;
}

function identityOf(sources: readonly string[], refuse: (problem: string) => GatewayConfigError) {
  try {
    return parseIdentitySources(sources);
  } catch (error) {
    throw error instanceof Error ? refuse(error.message) : error;
  }
}

/** The JSON text that the function returned. Whatever else happens is an error. */
async function call(
  { functions }: Surroundings,
  { functionArn, mayInvoke }: FunctionTarget,
  { event, stage, traceId }: { event: object; stage: string; traceId: string },
): Promise<string> {
  if (!mayInvoke(stage)) throw new Error('The gateway has no permission to invoke the authorizer');
  const invocation = await functions.invoke(functionArn, event, { traceId });
  if (invocation.outcome === 'returned') return invocation.payload;
  throw new Error(invocation.outcome === 'failed' ? invocation.errorMessage : `Rate Exceeded: ${invocation.reason}`);
}
