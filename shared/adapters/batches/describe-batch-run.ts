import { DescribeExecutionCommand, ExecutionDoesNotExist, type SFNClient } from '@aws-sdk/client-sfn';
import { executionNameOf } from '../../domain/batches/batch-name.ts';
import type { BatchRun, DescribeBatchRun } from '../../domain/batches/get-batch.ts';

/**
 * The execution's ARN follows from the state machine's and its name, so no record of it is needed. Step Functions allows
 * but a few of these calls a second, and its view lags a moment behind StartExecution.
 */
export function describeBatchRun(client: SFNClient, stateMachineArn: string): DescribeBatchRun {
  const executionArns = stateMachineArn.replace(':stateMachine:', ':execution:');
  return async (name) => {
    const executionArn = `${executionArns}:${executionNameOf(name)}`;
    try {
      const { status } = await client.send(new DescribeExecutionCommand({ executionArn }));
      return runs[status ?? ''] ?? 'unknown';
    } catch (error) {
      return error instanceof ExecutionDoesNotExist ? 'none' : 'unknown';
    }
  };
}

const runs: Record<string, BatchRun> = {
  RUNNING: 'running',
  PENDING_REDRIVE: 'running',
  SUCCEEDED: 'succeeded',
  FAILED: 'stopped',
  TIMED_OUT: 'stopped',
  ABORTED: 'stopped',
};
