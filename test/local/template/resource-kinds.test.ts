import { expect, test } from '@jest/globals';
import { stackOf } from '../aws-api/serve-stack.ts';

const prefix = 'eu-central-1:000000000000';

test.each([
  ['AWS::DynamoDB::Table', { TableName: 'items' }, 'items', `arn:aws:dynamodb:${prefix}:table/items`],
  ['AWS::Lambda::Function', { FunctionName: 'work' }, 'work', `arn:aws:lambda:${prefix}:function:work`],
  ['AWS::IAM::Role', { RoleName: 'worker' }, 'worker', 'arn:aws:iam::000000000000:role/worker'],
  ['AWS::IAM::Role', { RoleName: 'worker', Path: '/app/' }, 'worker', 'arn:aws:iam::000000000000:role/app/worker'],
  ['AWS::Logs::LogGroup', { LogGroupName: '/app' }, '/app', `arn:aws:logs:${prefix}:log-group:/app:*`],
  ['AWS::Events::Rule', { Name: 'tick' }, 'tick', `arn:aws:events:${prefix}:rule/tick`],
  ['AWS::CloudWatch::Alarm', { AlarmName: 'late' }, 'late', `arn:aws:cloudwatch:${prefix}:alarm:late`],
])('%s %j has the name as its Ref', (Type, Properties, ref, arn) => {
  expect(stackOf({ It: { Type, Properties } }).resources.get('It')).toMatchObject({ physicalId: ref, arn });
});

test.each([
  ['AWS::StepFunctions::StateMachine', { StateMachineName: 'flow' }, `arn:aws:states:${prefix}:stateMachine:flow`],
  ['AWS::SNS::Topic', { TopicName: 'alarms' }, `arn:aws:sns:${prefix}:alarms`],
  ['AWS::IAM::ManagedPolicy', { ManagedPolicyName: 'read' }, 'arn:aws:iam::000000000000:policy/read'],
  ['AWS::Lambda::Version', { FunctionName: 'work' }, `arn:aws:lambda:${prefix}:function:work:1`],
  ['AWS::Lambda::Alias', { FunctionName: 'work', Name: 'live' }, `arn:aws:lambda:${prefix}:function:work:live`],
])('%s %j has the ARN as its Ref', (Type, Properties, arn) => {
  expect(stackOf({ It: { Type, Properties } }).resources.get('It')).toMatchObject({ physicalId: arn, arn });
});

test('the addresses of the HTTP API and of queues are those of the twin', () => {
  const stack = stackOf({
    Api: { Type: 'AWS::ApiGatewayV2::Api' },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'orders' } },
    It: {
      Type: 'AWS::Lambda::Function',
      Properties: { Api: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] }, Queue: { Ref: 'Queue' } },
    },
  });
  expect(stack.resources.get('It')?.properties).toEqual({
    Api: 'http://127.0.0.1:2',
    Queue: 'http://127.0.0.1:1/000000000000/orders',
  });
});

test('a resource without a name gets the same one at every start', () => {
  const nameOf = () => stackOf({ Items: { Type: 'AWS::DynamoDB::Table' } }).resources.get('Items')?.physicalId;
  expect(nameOf()).toMatch(/^test-dev-Items-[0-9a-f]{12}$/);
  expect(nameOf()).toBe(nameOf());
});
