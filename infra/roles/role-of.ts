import { pascalCase, type Resource } from '../template.ts';
import type { Right } from './right.ts';
import { rights } from './rights.ts';

/** The role of one function: its own rights, its own log group, and traces. */
export function roleOf(functionKey: string, functionName: string): Resource {
  const own = rights[functionKey];
  if (!own) throw new Error(`The function ${functionKey} has no entry in infra/roles/rights.ts`);
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      },
      Policies: [
        {
          PolicyName: 'rights',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [...own.map(statement), statement(logs(functionName)), traces],
          },
        },
      ],
    },
  };
}

export const roleIdOf = (functionKey: string): string => `${pascalCase(functionKey)}Role`;

const statement = ({ actions, resource }: Right) => ({ Effect: 'Allow', Action: actions, Resource: resource });

const logs = (functionName: string): Right => ({
  actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  resource: {
    'Fn::Sub': `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:/aws/lambda/${functionName}:*`,
  },
});

/** X-Ray knows no resources. */
const traces = {
  Effect: 'Allow',
  Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
  Resource: '*',
};
