import type { Honoured } from '../template/stack.ts';

/** FilterCriteria is not among them: without it every message reaches the function. */
export const honoured: Honoured = {
  'AWS::Lambda::EventSourceMapping': [
    'BatchSize',
    'Enabled',
    'EventSourceArn',
    'FunctionName',
    'FunctionResponseTypes',
    'MaximumBatchingWindowInSeconds',
    'ScalingConfig',
    'Tags',
  ],
};
