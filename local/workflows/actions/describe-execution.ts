import { z } from 'zod';
import type { Execution } from '../execution.ts';
import { readInput } from '../read-input.ts';
import { type Action, findExecution } from './action.ts';

const schema = z.object({ executionArn: z.string(), includedData: z.enum(['ALL_DATA', 'METADATA_ONLY']).optional() });

export const describeExecution: Action = (given, context) => {
  const { executionArn, includedData } = readInput(schema, given);
  const { execution } = findExecution(context, executionArn);
  return {
    ...summaryOf(execution),
    ...redriveOf(execution),
    ...(includedData === 'METADATA_ONLY' ? {} : dataOf(execution)),
  };
};

/** What listings show of an execution too. Dates are in seconds. */
export function summaryOf(execution: Execution): Record<string, unknown> {
  const { arn, stateMachineArn, name, status, startMs, stopMs, reruns } = execution;
  const stopDate = stopMs === undefined ? {} : { stopDate: stopMs / 1000 };
  return {
    executionArn: arn,
    stateMachineArn,
    name,
    status,
    startDate: startMs / 1000,
    ...stopDate,
    redriveCount: reruns,
  };
}

function dataOf({ input, output, error, cause }: Execution): Record<string, unknown> {
  const included = { included: true };
  const result = output === undefined ? {} : { output, outputDetails: included };
  return { input, inputDetails: included, ...result, error, cause };
}

/** On AWS one that did not succeed can be redriven for 14 days; the twin has no RedriveExecution. */
function redriveOf({ status }: Execution): Record<string, unknown> {
  return {
    redriveStatus: 'NOT_REDRIVABLE',
    redriveStatusReason: `Execution is ${status} and cannot be redriven`,
  };
}
