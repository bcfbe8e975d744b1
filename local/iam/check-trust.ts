import { z } from 'zod';
import type { Resource, Stack } from '../template/stack.ts';

/** Which AWS service assumes the role that a property names. */
const assumers: Record<string, { property: string; service: string }[]> = {
  'AWS::ApiGatewayV2::Authorizer': [{ property: 'AuthorizerCredentialsArn', service: 'apigateway.amazonaws.com' }],
  'AWS::ApiGatewayV2::Integration': [{ property: 'CredentialsArn', service: 'apigateway.amazonaws.com' }],
  'AWS::Events::Rule': [{ property: 'RoleArn', service: 'events.amazonaws.com' }],
  'AWS::Lambda::Function': [{ property: 'Role', service: 'lambda.amazonaws.com' }],
  'AWS::StepFunctions::StateMachine': [{ property: 'RoleArn', service: 'states.amazonaws.com' }],
};

const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const trustPolicy = z.object({
  Statement: z.array(
    z.object({ Effect: z.string(), Principal: z.object({ Service: oneOrMore.default([]) }).default({ Service: [] }) }),
  ),
});

/** A sentence for each role that does not trust the service that is to assume it. On AWS such a stack does not work. */
export function checkTrust(stack: Stack): string[] {
  const roles = new Map(stack.ofType('AWS::IAM::Role').map((role) => [role.arn, role]));
  return [...stack.resources.values()].flatMap((resource) =>
    (assumers[resource.type] ?? []).flatMap(({ property, service }) => {
      const role = roles.get(String(resource.properties[property]));
      if (!role || trusts(role, service)) return [];
      return [`${role.logicalId} does not trust ${service}, which ${resource.logicalId} needs to assume it`];
    }),
  );
}

function trusts(role: Resource, service: string): boolean {
  const { data } = trustPolicy.safeParse(role.properties.AssumeRolePolicyDocument);
  const allowed = data?.Statement.filter(({ Effect }) => Effect === 'Allow') ?? [];
  return allowed.some(({ Principal }) => Principal.Service.includes(service));
}
