import type { Resource, Stack } from '../template/stack.ts';

/** A policy statement in the one form that this part works with. */
export interface Statement {
  effect: 'Allow' | 'Deny';
  actions: string[];
  resources: string[];
}

/** A statement's content as it stands in a policy document, with its place for warnings. */
interface Written {
  place: string;
  document: Record<string, unknown>;
}

/** What AWS's own managed policies grant, as far as a function's role on the twin can need it. */
const awsManaged: Record<string, Statement[]> = {
  'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole': [
    {
      effect: 'Allow',
      actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: ['*'],
    },
  ],
};

/** Every statement that holds for a role. What cannot be evaluated goes to `warn` and grants nothing. */
export function statementsOf(role: Resource, stack: Stack, warn: (text: string) => void): Statement[] {
  const inline = list(role.properties.Policies).map((policy) => documentOf(policy, role.logicalId));
  const attached = [...stack.ofType('AWS::IAM::Policy'), ...stack.ofType('AWS::IAM::ManagedPolicy')]
    .filter((policy) => isAttached(policy, role))
    .map((policy) => documentOf(policy.properties, policy.logicalId));
  const managed = list(role.properties.ManagedPolicyArns).map(String);
  const own = new Set(stack.ofType('AWS::IAM::ManagedPolicy').map((policy) => policy.arn));
  for (const arn of managed.filter((arn) => !own.has(arn) && !awsManaged[arn]))
    warn(`${role.logicalId}: the managed policy ${arn} is not evaluated`);
  if (role.properties.PermissionsBoundary) warn(`${role.logicalId}: PermissionsBoundary is not evaluated`);
  return [
    ...[...inline, ...attached].flatMap(written).flatMap((statement) => read(statement, warn)),
    ...managed.flatMap((arn) => awsManaged[arn] ?? []),
  ];
}

function isAttached(policy: Resource, role: Resource): boolean {
  const named = list(policy.properties.Roles).includes(role.physicalId);
  return named || (policy.arn !== undefined && list(role.properties.ManagedPolicyArns).includes(policy.arn));
}

function documentOf(policy: unknown, place: string): Written {
  return { place, document: record(record(policy).PolicyDocument) };
}

function written({ place, document }: Written): Written[] {
  return list(document.Statement).map((statement) => ({ place, document: record(statement) }));
}

function read({ place, document }: Written, warn: (text: string) => void): Statement[] {
  const unsupported = ['NotAction', 'NotResource', 'Condition'].filter((key) => key in document);
  if (unsupported.length > 0) {
    warn(`${place}: a statement with ${unsupported.join(', ')} is not evaluated and grants nothing`);
    return [];
  }
  const effect = document.Effect === 'Deny' ? 'Deny' : 'Allow';
  return [{ effect, actions: list(document.Action).map(String), resources: list(document.Resource).map(String) }];
}

function list(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
