import { z } from 'zod';
import type { Authorization, AuthorizerContext } from './authorization.ts';
import { allowsInvoke, readPolicy, type Statement } from './policy.ts';

/**
 * What an authorizer function answered. A policy is kept as it is: the same answer may allow one route and deny another
 * while it is cached.
 */
export type AuthorizerResponse =
  | { isAuthorized: boolean; context: AuthorizerContext }
  | { policy: Statement[]; principalId: string; context: AuthorizerContext };

const context = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((value) => value ?? {});
const simple = z.object({ isAuthorized: z.boolean(), context });
const withPolicy = z.object({ principalId: z.string(), policyDocument: z.unknown(), context });

/** Undefined for anything but the form that the authorizer is configured for. `payload` is the function's JSON text. */
export function readAuthorizerResponse(payload: string, enableSimple: boolean): AuthorizerResponse | undefined {
  const answer: unknown = JSON.parse(payload);
  if (enableSimple) return simple.safeParse(answer).data;
  const { data } = withPolicy.safeParse(answer);
  const policy = data && readPolicy(data.policyDocument);
  return policy && { policy, principalId: data.principalId, context: data.context };
}

export function applyResponse(response: AuthorizerResponse, routeArn: string): Authorization {
  const { context } = response;
  if ('isAuthorized' in response) {
    return { verdict: response.isAuthorized ? 'allowed' : 'denied', context, principalId: undefined };
  }
  const { policy, principalId } = response;
  return { verdict: allowsInvoke(policy, routeArn) ? 'allowed' : 'denied', context, principalId };
}
