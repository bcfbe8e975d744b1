import type { Honoured } from '../template/stack.ts';

/**
 * What this part acts upon. Logging and tracing are told to whoever asks (DescribeStateMachine); the history holds more
 * than the log would.
 */
export const honoured: Honoured = {
  'AWS::StepFunctions::StateMachine': [
    'Definition',
    'DefinitionString',
    'DefinitionSubstitutions',
    'LoggingConfiguration',
    'RoleArn',
    'StateMachineName',
    'StateMachineType',
    'Tags',
    'TracingConfiguration',
  ],
};
