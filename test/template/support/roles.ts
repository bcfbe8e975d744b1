import { runSimulation } from '@cloud-copilot/iam-simulate';
import { type Package, propertiesOf } from './packages.ts';

interface RoleProperties {
  AssumeRolePolicyDocument: { Statement: { Principal: { Service: string } }[] };
  Policies: { PolicyName: string; PolicyDocument: { Statement: Statement[] } }[];
  ManagedPolicyArns?: string[];
}

interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: string | string[];
}

export interface Grant {
  action: string;
  resource: string;
}

export interface Role {
  logicalId: string;
  /** Who may take it on. */
  service: string;
  /** What its policies say: each action with each of its resources. */
  grants: Grant[];
  /** What AWS would decide. */
  allows(grant: Grant): Promise<boolean>;
}

export function rolesOf(deployed: Package): Role[] {
  return Object.entries(propertiesOf<RoleProperties>(deployed, 'AWS::IAM::Role')).map(([logicalId, role]) => ({
    logicalId,
    service: role.AssumeRolePolicyDocument.Statement.map(({ Principal }) => Principal.Service).join(),
    grants: role.Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement.flatMap(grantsOf)),
    allows: (grant) => simulate(role, grant),
  }));
}

function grantsOf({ Effect, Action, Resource }: Statement): Grant[] {
  if (Effect !== 'Allow') throw new Error('These tests expect roles that only allow');
  return [Action].flat().flatMap((action) => [Resource].flat().map((resource) => ({ action, resource })));
}

const accountId = '000000000000';

async function simulate({ Policies, ManagedPolicyArns = [] }: RoleProperties, { action, resource }: Grant) {
  if (ManagedPolicyArns.length > 0) throw new Error('These tests do not know what a managed policy allows');
  const result = await runSimulation(
    {
      request: {
        principal: `arn:aws:iam::${accountId}:role/tested`,
        action,
        resource: { resource, accountId },
        contextVariables: {},
      },
      identityPolicies: Policies.map(({ PolicyName, PolicyDocument }) => ({
        name: PolicyName,
        policy: PolicyDocument,
      })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (result.resultType === 'error') throw new Error(`${action} on ${resource}: ${JSON.stringify(result.errors)}`);
  return result.overallResult === 'Allowed';
}
