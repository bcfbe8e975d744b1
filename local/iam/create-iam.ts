import { createHash } from 'node:crypto';
import type { Honoured, Stack } from '../template/stack.ts';
import { checkTrust } from './check-trust.ts';
import type { Credentials, Iam, IamCall } from './iam.ts';
import { matches } from './matches.ts';
import { type Statement, statementsOf } from './statements.ts';

const policy = ['PolicyDocument', 'PolicyName', 'Roles'];

export const honoured: Honoured = {
  'AWS::IAM::ManagedPolicy': ['Description', 'ManagedPolicyName', 'Path', ...policy],
  'AWS::IAM::Policy': policy,
  'AWS::IAM::Role': [
    ...['AssumeRolePolicyDocument', 'Description', 'ManagedPolicyArns', 'Path', 'Policies', 'RoleName', 'Tags'],
  ],
};

/** Reads the rights of every role in the stack. A role from elsewhere has none. */
export function createIam(stack: Stack): Iam {
  const warnings = checkTrust(stack);
  const roles = new Map(
    stack
      .ofType('AWS::IAM::Role')
      .map((role) => [String(role.arn), statementsOf(role, stack, (text) => warnings.push(text))] as const),
  );
  const roleByKey = new Map([...roles.keys()].map((arn) => [accessKeyIdOf(arn), arn] as const));
  const calls = new Map<string, IamCall>();

  return {
    warnings,
    credentialsOf(roleArn) {
      if (!roles.has(roleArn)) throw new Error(`${roleArn} is not a role of the stack ${stack.name}`);
      return credentials(roleArn);
    },
    roleOf: (accessKeyId) => (accessKeyId === undefined ? undefined : roleByKey.get(accessKeyId)),
    allows(roleArn, action, resource) {
      if (roleArn === undefined) return true;
      const allowed = decide(roles.get(roleArn) ?? [], action, resource);
      calls.set(`${roleArn} ${action} ${resource}`, { roleArn, action, resource, allowed });
      return allowed;
    },
    calls: () => [...calls.values()],
  };
}

/** A Deny wins over any Allow; what nobody allows is refused. */
function decide(statements: Statement[], action: string, resource: string): boolean {
  const applying = statements.filter(
    (statement) =>
      statement.actions.some((pattern) => matches(pattern, action, { ignoreCase: true })) &&
      statement.resources.some((pattern) => matches(pattern, resource)),
  );
  return applying.length > 0 && applying.every((statement) => statement.effect === 'Allow');
}

function credentials(roleArn: string): Credentials {
  const accessKeyId = accessKeyIdOf(roleArn);
  return {
    accessKeyId,
    secretAccessKey: `local-secret-of-${accessKeyId}`,
    sessionToken: `local-session-of-${accessKeyId}`,
  };
}

/** Like STS's temporary keys: `ASIA` and sixteen upper-case characters. */
function accessKeyIdOf(roleArn: string): string {
  return `ASIA${createHash('sha256').update(roleArn).digest('hex').slice(0, 16).toUpperCase()}`;
}
