// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how Fn::Sub names what it takes in.
import { describe, expect, test } from '@jest/globals';
import { buildStack } from '../../../local/template/build-stack.ts';

const around = {
  stackName: 'shop-dev',
  region: 'eu-central-1',
  accountId: '000000000000',
  apiUrl: 'http://127.0.0.1:3000',
  awsUrl: 'http://127.0.0.1:4000',
};

const queue = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'orders' } };

/** What a value in a template with a queue `Queue` becomes. */
function resolved(value: unknown, template: Record<string, unknown> = {}): unknown {
  const Resources = { Queue: queue, It: { Type: 'AWS::Logs::LogGroup', Properties: { Value: value } } };
  return buildStack({ ...template, Resources }, around).resources.get('It')?.properties.Value;
}

describe('an intrinsic function', () => {
  test.each([
    ['Ref of a resource', { Ref: 'Queue' }, 'http://127.0.0.1:4000/000000000000/orders'],
    ['Ref of a pseudo parameter', { Ref: 'AWS::StackName' }, 'shop-dev'],
    ['GetAtt as a list', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:aws:sqs:eu-central-1:000000000000:orders'],
    ['GetAtt as a text', { 'Fn::GetAtt': 'Queue.QueueName' }, 'orders'],
    [
      'Sub',
      { 'Fn::Sub': '${AWS::Region}/${Queue.Arn}/${!kept}' },
      'eu-central-1/arn:aws:sqs:eu-central-1:000000000000:orders/${kept}',
    ],
    [
      'Sub with names of its own',
      { 'Fn::Sub': ['${a}-${AWS::Region}', { a: { Ref: 'AWS::AccountId' } }] },
      '000000000000-eu-central-1',
    ],
    ['Join', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }, 1]] }, 'a-eu-central-1-1'],
    ['Select of Split', { 'Fn::Select': ['1', { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
    ['Base64', { 'Fn::Base64': { Ref: 'AWS::Region' } }, 'ZXUtY2VudHJhbC0x'],
    ['FindInMap', { 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'memory'] }, 512],
    ['If', { 'Fn::If': ['Never', 'yes', { Ref: 'AWS::Region' }] }, 'eu-central-1'],
  ])('%s is worked out', (_name, value, expected) => {
    const template = {
      Mappings: { Sizes: { 'eu-central-1': { memory: 512 } } },
      Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
    };
    expect(resolved(value, template)).toEqual(expected);
  });

  test('is worked out wherever it stands', () => {
    expect(resolved({ list: [{ deep: [{ Ref: 'AWS::Partition' }] }], number: 1, yes: true })).toEqual({
      list: [{ deep: ['aws'] }],
      number: 1,
      yes: true,
    });
  });

  test('that gives AWS::NoValue leaves the property or the list item out', () => {
    expect(resolved({ gone: { Ref: 'AWS::NoValue' }, list: ['a', { Ref: 'AWS::NoValue' }] })).toEqual({ list: ['a'] });
  });

  test.each([
    ['Ref of nothing', { Ref: 'Missing' }, /Resources\.It\.Value: there is no resource Missing/],
    [
      'GetAtt of an attribute that the type has not',
      { 'Fn::GetAtt': ['Queue', 'Colour'] },
      /Resources\.It\.Value: Queue\.Colour: .* AWS::SQS::Queue/,
    ],
    [
      'a name in a text',
      { 'Fn::Sub': 'x ${context.authorizer.id}' },
      /Resources\.It\.Value: there is no resource context/,
    ],
    ['an index beyond the list', { 'Fn::Select': [2, ['a']] }, /no item 2/],
    ['ImportValue', { 'Fn::ImportValue': 'other-stack' }, /no other stack exists on the twin/],
    ['an unknown function', { 'Fn::Cidr': [] }, /Fn::Cidr is not supported/],
    ['a missing mapping', { 'Fn::FindInMap': ['a', 'b', 'c'] }, /no a\.b\.c in Mappings/],
    ['an unknown condition', { 'Fn::If': ['Missing', 1, 2] }, /no condition Missing/],
  ])('%s is an error that names the place', (_name, value, message) => {
    expect(() => resolved(value)).toThrow(message);
  });

  test('a place deep in a list is named exactly', () => {
    expect(() => resolved([{ a: [0, { Ref: 'Missing' }] }])).toThrow(/^Resources\.It\.Value\[0\]\.a\[1\]: /);
  });
});

describe('a condition', () => {
  const equals = (a: unknown, b: unknown) => ({ 'Fn::Equals': [a, b] });
  const template = (Conditions: Record<string, unknown>) => ({
    Parameters: { Stage: { Type: 'String', Default: 'dev' } },
    Conditions: { IsDev: equals({ Ref: 'Stage' }, 'dev'), IsProd: equals({ Ref: 'Stage' }, 'prod'), ...Conditions },
    Resources: { It: { ...queue, Condition: 'Wanted' } },
  });
  test.each([
    ['Condition', { Condition: 'IsDev' }, true],
    ['Not', { 'Fn::Not': [{ Condition: 'IsDev' }] }, false],
    ['And', { 'Fn::And': [{ Condition: 'IsDev' }, { Condition: 'IsProd' }] }, false],
    ['Or', { 'Fn::Or': [{ Condition: 'IsDev' }, { Condition: 'IsProd' }] }, true],
    ['Equals', equals({ Ref: 'AWS::Region' }, 'eu-central-1'), true],
  ])('with %s decides whether a resource exists', (_name, Wanted, expected) => {
    expect(buildStack(template({ Wanted }), around).resources.has('It')).toBe(expected);
  });

  test('a reference to a resource that it leaves out is an error', () => {
    const { Resources, ...rest } = template({ Wanted: { Condition: 'IsProd' } });
    const Other = { Type: 'AWS::SNS::Topic', Properties: { TopicName: { Ref: 'It' } } };
    expect(() => buildStack({ ...rest, Resources: { ...Resources, Other } }, around)).toThrow(
      /Resources\.Other\.TopicName: there is no resource It, or its condition leaves it out/,
    );
  });

  test('a parameter takes the given value before its default', () => {
    const { resources } = buildStack(template({ Wanted: { Condition: 'IsProd' } }), {
      ...around,
      parameters: { Stage: 'prod' },
    });
    expect(resources.has('It')).toBe(true);
  });
});

test('a parameter without a default and a value is an error', () => {
  expect(() => buildStack({ Parameters: { Key: { Type: 'String' } } }, around)).toThrow(/^Parameters\.Key: /);
});

test('names may come from other resources, but not from themselves', () => {
  const named = (name: unknown) => ({ Type: 'AWS::SQS::Queue', Properties: { QueueName: name } });
  const chain = { Dead: named({ 'Fn::Sub': '${Queue.QueueName}-dead' }), Queue: queue };
  expect(buildStack({ Resources: chain }, around).resources.get('Dead')?.arn).toMatch(/:orders-dead$/);
  const circle = { A: named({ Ref: 'B' }), B: named({ Ref: 'A' }) };
  expect(() => buildStack({ Resources: circle }, around)).toThrow(/the name of [AB] depends on itself/);
});

test('queues and their dead-letter queues may refer to each other', () => {
  const Dlq = {
    Type: 'AWS::SQS::Queue',
    Properties: { RedriveAllowPolicy: { sourceQueueArns: [{ 'Fn::GetAtt': ['Main', 'Arn'] }] } },
  };
  const Main = {
    Type: 'AWS::SQS::Queue',
    Properties: { RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dlq', 'Arn'] } } },
  };
  const { resources } = buildStack({ Resources: { Dlq, Main } }, around);
  expect(resources.get('Main')?.properties.RedrivePolicy).toEqual({ deadLetterTargetArn: resources.get('Dlq')?.arn });
});

describe('outputs', () => {
  const Outputs = {
    QueueUrl: { Value: { Ref: 'Queue' } },
    OnlyInProd: { Value: 'yes', Condition: 'IsProd' },
  };
  const Conditions = { IsProd: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'nowhere'] } };

  test('are worked out like properties', () => {
    const { outputs } = buildStack({ Resources: { Queue: queue }, Outputs, Conditions }, around);
    expect(outputs).toEqual({ QueueUrl: 'http://127.0.0.1:4000/000000000000/orders' });
  });

  test('that refer to nothing are an error that names them', () => {
    expect(() => buildStack({ Resources: {}, Outputs: { Url: { Value: { Ref: 'Gone' } } } }, around)).toThrow(
      /^Outputs\.Url\.Value: /,
    );
  });
});
