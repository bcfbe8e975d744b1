import { describe, expect, test } from '@jest/globals';
import { problemsOf } from './support/check-types.ts';

describe('the check of a template against CloudFormation’s schema', () => {
  test.each([
    ['a type that does not exist', { Type: 'AWS::SQS::Cue' }, 'Q: there is no type AWS::SQS::Cue'],
    ['a property that does not exist', queue({ VisibilityTimout: 30 }), 'Q: has no property VisibilityTimout'],
    [
      'a value of another type',
      queue({ VisibilityTimeout: 'half a minute' }),
      'Q.VisibilityTimeout: "half a minute" must be of type integer',
    ],
    ['a property that is missing', { Type: 'AWS::Lambda::Function', Properties: { Code: {} } }, 'Q: lacks Role'],
    [
      'a property deep inside',
      { Type: 'AWS::DynamoDB::Table', Properties: { KeySchema: [{ AttributeName: 'pk', KeyTyp: 'HASH' }] } },
      'Q.KeySchema[0]: has no property KeyTyp',
    ],
    [
      'a value that is not one of those allowed',
      { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 31 } },
      'Q.RetentionInDays: 31 must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653',
    ],
  ])('finds %s', (_, resource, problem) => {
    expect(problemsOf('Q', resource)).toContain(problem);
  });

  test('takes an intrinsic function for any value', () => {
    expect(problemsOf('Q', queue({ VisibilityTimeout: { Ref: 'Seconds' } }))).toEqual([]);
  });
});

function queue(Properties: Record<string, unknown>) {
  return { Type: 'AWS::SQS::Queue', Properties };
}
