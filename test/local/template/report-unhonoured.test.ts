import { expect, test } from '@jest/globals';
import { reportUnhonoured } from '../../../local/template/report-unhonoured.ts';
import { stackOf } from '../aws-api/serve-stack.ts';

const alarm = { Type: 'AWS::CloudWatch::Alarm' };
const queue = (properties: object) => ({ Type: 'AWS::SQS::Queue', Properties: properties });

test('a type that nobody acts upon is one line, however many there are', () => {
  expect(reportUnhonoured(stackOf({ A: alarm, B: alarm }), [])).toEqual(['AWS::CloudWatch::Alarm ×2: not acted upon']);
});

test('properties that nobody acts upon are named together', () => {
  const stack = stackOf({ A: queue({ QueueName: 'a', FifoQueue: true }), B: queue({ Odd: 1 }) });
  expect(reportUnhonoured(stack, [{ 'AWS::SQS::Queue': ['QueueName'] }])).toEqual([
    'AWS::SQS::Queue ×2: FifoQueue, Odd not acted upon',
  ]);
});

test('what two parts honour between them is not reported', () => {
  const stack = stackOf({ A: queue({ QueueName: 'a', Tags: [] }) });
  const halves = [{ 'AWS::SQS::Queue': ['QueueName'] }, { 'AWS::SQS::Queue': ['Tags'] }];
  expect(reportUnhonoured(stack, halves)).toEqual([]);
});
