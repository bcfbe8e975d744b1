import type { Honoured } from '../template/stack.ts';

/** Of `Targets` the parts Arn, Id and Input are; a target with any other is named at the start and not invoked. */
export const honoured: Honoured = {
  'AWS::Events::Rule': ['Description', 'Name', 'ScheduleExpression', 'State', 'Tags', 'Targets'],
};
