import { expect, test } from '@jest/globals';
import { checkTrust } from '../../../local/iam/check-trust.ts';
import { stackOf } from '../aws-api/serve-stack.ts';

function stackTrusting(Service: unknown) {
  const Statement = [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }];
  return stackOf({
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement } } },
    Work: { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
  });
}

test.each([['lambda.amazonaws.com'], [['states.amazonaws.com', 'lambda.amazonaws.com']]])(
  'a role that trusts %j can be a function’s',
  (service) => {
    expect(checkTrust(stackTrusting(service))).toEqual([]);
  },
);

test('a role that trusts another service is named, with who needs it', () => {
  expect(checkTrust(stackTrusting('states.amazonaws.com'))).toEqual([
    'Role does not trust lambda.amazonaws.com, which Work needs to assume it',
  ]);
});

test('roles of other accounts are not judged', () => {
  const Properties = { Role: 'arn:aws:iam::111111111111:role/other' };
  expect(checkTrust(stackOf({ Work: { Type: 'AWS::Lambda::Function', Properties } }))).toEqual([]);
});
