import { z } from 'zod';
import { readInput } from '../read-input.ts';
import { type Action, findExecution } from './action.ts';

const schema = z.object({ executionArn: z.string(), error: z.string().optional(), cause: z.string().optional() });

/** Aborts it. What its tasks have called runs on; nothing more is started. */
export const stopExecution: Action = async (given, context) => {
  const { executionArn, ...reason } = readInput(schema, given);
  const { execution } = findExecution(context, executionArn);
  return { stopDate: (await context.runs.stop(execution, reason)) / 1000 };
};
