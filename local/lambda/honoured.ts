import type { Honoured } from '../template/stack.ts';

/** What this part acts upon. `Description` and `Tags` change nothing on AWS either. */
export const honoured: Honoured = {
  'AWS::Lambda::Function': [
    'Code',
    'Description',
    'Environment',
    'FunctionName',
    'Handler',
    'MemorySize',
    'ReservedConcurrentExecutions',
    'Role',
    'Runtime',
    'Tags',
    'Timeout',
    'TracingConfig',
  ],
  'AWS::Lambda::Version': ['CodeSha256', 'Description', 'FunctionName'],
  'AWS::Lambda::Alias': ['Description', 'FunctionName', 'FunctionVersion', 'Name', 'ProvisionedConcurrencyConfig'],
  'AWS::Lambda::Permission': ['Action', 'FunctionName', 'Principal', 'SourceArn'],
  'AWS::Lambda::EventInvokeConfig': ['FunctionName', 'MaximumEventAgeInSeconds', 'MaximumRetryAttempts', 'Qualifier'],
};
