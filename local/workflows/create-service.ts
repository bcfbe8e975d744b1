import type { Input, Service } from '../aws-api/service.ts';
import { AwsError } from '../aws-error.ts';
import type { Action, ActionContext } from './actions/action.ts';
import { describeExecution } from './actions/describe-execution.ts';
import { getExecutionHistory } from './actions/get-execution-history.ts';
import { listExecutions } from './actions/list-executions.ts';
import { startExecution } from './actions/start-execution.ts';
import { describeStateMachine, listStateMachines } from './actions/state-machines.ts';
import { stopExecution } from './actions/stop-execution.ts';

const actions: Record<string, Action> = {
  DescribeExecution: describeExecution,
  DescribeStateMachine: describeStateMachine,
  GetExecutionHistory: getExecutionHistory,
  ListExecutions: listExecutions,
  ListStateMachines: listStateMachines,
  StartExecution: startExecution,
  StopExecution: stopExecution,
};

export function createWorkflowService(context: ActionContext): Service {
  return {
    targetPrefix: 'AWSStepFunctions',
    iamPrefix: 'states',
    resourcesOf,
    async call(operation, input) {
      const action = actions[operation];
      if (!action) throw new AwsError('UnknownOperationException', `The twin's state machines have no ${operation}.`);
      return action(input, context);
    },
  };
}

function resourcesOf(_operation: string, { stateMachineArn, executionArn }: Input): string[] {
  return [executionArn ?? stateMachineArn].filter((arn) => typeof arn === 'string');
}
