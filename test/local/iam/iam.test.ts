import { describe, expect, test } from '@jest/globals';
import { createIam } from '../../../local/iam/create-iam.ts';
import { roleAllowing, stackOf } from '../aws-api/serve-stack.ts';

const arn = 'arn:aws:sqs:eu-central-1:000000000000:orders';

function iamOf(role: object, others: Record<string, unknown> = {}) {
  const stack = stackOf({ Role: role, ...others });
  const iam = createIam(stack);
  const roleArn = String(stack.resources.get('Role')?.arn);
  return { iam, roleArn, allows: (action: string, resource = arn) => iam.allows(roleArn, action, resource) };
}

describe('a role may do', () => {
  test('what its inline policy allows, on the resources that it names, and nothing else', () => {
    const { allows } = iamOf(roleAllowing({ Action: 'sqs:SendMessage', Resource: arn }));
    expect(allows('sqs:SendMessage')).toBe(true);
    expect(allows('sqs:ReceiveMessage')).toBe(false);
    expect(allows('sqs:SendMessage', `${arn}-dead`)).toBe(false);
  });

  test.each([
    ['sqs:*', arn, true],
    ['sqs:Send*', arn, true],
    ['SQS:sendmessage', arn, true],
    ['sqs:SendMessag?', arn, true],
    ['sqs:Receive*', arn, false],
    ['*', '*', true],
    ['sqs:SendMessage', 'arn:aws:sqs:*:*:ord*', true],
    ['sqs:SendMessage', 'arn:aws:sqs:*:*:ORDERS', false],
    ['sqs:SendMessage', 'arn.aws.sqs.eu-central-1.000000000000.orders', false],
  ])('with %s on %s: %s', (Action, Resource, expected) => {
    expect(iamOf(roleAllowing({ Action, Resource })).allows('sqs:SendMessage')).toBe(expected);
  });

  test('nothing that a Deny names, whatever else allows it', () => {
    const { allows } = iamOf(
      roleAllowing(
        { Action: 'sqs:*', Resource: '*' },
        { Effect: 'Deny', Action: ['sqs:DeleteMessage'], Resource: arn },
      ),
    );
    expect(allows('sqs:SendMessage')).toBe(true);
    expect(allows('sqs:DeleteMessage')).toBe(false);
    expect(allows('sqs:DeleteMessage', `${arn}-dead`)).toBe(true);
  });

  test('what policies attached to it allow', () => {
    const PolicyDocument = { Statement: { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arn } };
    const managed = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument } };
    const role = { Type: 'AWS::IAM::Role', Properties: { ManagedPolicyArns: [{ Ref: 'Managed' }] } };
    expect(iamOf(role, { Managed: managed }).allows('sqs:SendMessage')).toBe(true);

    const attached = { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument, Roles: [{ Ref: 'Role' }] } };
    expect(iamOf({ Type: 'AWS::IAM::Role' }, { Attached: attached }).allows('sqs:SendMessage')).toBe(true);
  });

  test('logging, with the basic execution role, and nothing by a managed policy that is not known, which is said', () => {
    const basic = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
    const admin = 'arn:aws:iam::aws:policy/AdministratorAccess';
    const { iam, allows } = iamOf({ Type: 'AWS::IAM::Role', Properties: { ManagedPolicyArns: [basic, admin] } });
    expect(allows('logs:PutLogEvents', 'arn:aws:logs:eu-central-1:000000000000:log-group:/x:*')).toBe(true);
    expect(allows('sqs:SendMessage')).toBe(false);
    expect(iam.warnings).toEqual([`Role: the managed policy ${admin} is not evaluated`]);
  });

  test.each([
    { NotAction: 'iam:*', Resource: '*' },
    { Action: '*', NotResource: 'x' },
    { Action: '*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'true' } } },
  ])('nothing by a statement that is not evaluated, which is said: %j', (statement) => {
    const PolicyDocument = { Statement: [{ Effect: 'Allow', ...statement }] };
    const { iam, allows } = iamOf({ Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyDocument }] } });
    expect(allows('sqs:SendMessage')).toBe(false);
    expect(iam.warnings).toEqual([expect.stringContaining('is not evaluated')]);
  });
});

test('credentials lead back to their role, and unknown ones to the operator, who may do everything', () => {
  const { iam, roleArn } = iamOf(roleAllowing());
  const { accessKeyId } = iam.credentialsOf(roleArn);
  expect(accessKeyId).toMatch(/^ASIA[A-Z0-9]{16}$/);
  expect(iam.roleOf(accessKeyId)).toBe(roleArn);
  expect(iam.roleOf('AKIAOPERATOR')).toBeUndefined();
  expect(iam.roleOf(undefined)).toBeUndefined();
  expect(iam.allows(undefined, 'sqs:SendMessage', arn)).toBe(true);
});

test('a role from elsewhere may do nothing and has no credentials', () => {
  const { iam } = iamOf(roleAllowing({ Action: '*', Resource: '*' }));
  const foreign = 'arn:aws:iam::111111111111:role/other';
  expect(iam.allows(foreign, 'sqs:SendMessage', arn)).toBe(false);
  expect(() => iam.credentialsOf(foreign)).toThrow(foreign);
});

test('each distinct question is remembered once', () => {
  const { iam, roleArn, allows } = iamOf(roleAllowing({ Action: 'sqs:SendMessage', Resource: arn }));
  for (const action of ['sqs:SendMessage', 'sqs:SendMessage', 'sqs:PurgeQueue']) allows(action);
  expect(iam.calls()).toEqual([
    { roleArn, action: 'sqs:SendMessage', resource: arn, allowed: true },
    { roleArn, action: 'sqs:PurgeQueue', resource: arn, allowed: false },
  ]);
});
