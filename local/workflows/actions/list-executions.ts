import { z } from 'zod';
import { pageOf, paging } from '../page.ts';
import { readInput } from '../read-input.ts';
import { type Action, findMachine } from './action.ts';
import { summaryOf } from './describe-execution.ts';

const statuses = ['SUCCEEDED', 'TIMED_OUT', 'PENDING_REDRIVE', 'ABORTED', 'FAILED', 'RUNNING'] as const;

const schema = z.object({
  stateMachineArn: z.string(),
  statusFilter: z.enum(statuses, `Member must satisfy enum value set: [${statuses.join(', ')}]`).optional(),
  ...paging,
});

/** Newest first. */
export const listExecutions: Action = (given, context) => {
  const { stateMachineArn, statusFilter, ...page } = readInput(schema, given);
  const { arn } = findMachine(context, stateMachineArn);
  const positions = context.executions.of(arn).map((execution, position) => ({ execution, position }));
  const wanted = positions.filter(({ execution }) => !statusFilter || execution.status === statusFilter).reverse();
  // Counted from the oldest, so that a new one does not shift the next page.
  const { items, nextToken } = pageOf(wanted, ({ position }) => -position, page);
  return { executions: items.map(({ execution }) => summaryOf(execution)), nextToken };
};
