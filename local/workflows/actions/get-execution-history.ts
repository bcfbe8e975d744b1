import { z } from 'zod';
import { isRecord } from '../definition/definition.ts';
import { dataFields, type HistoryEvent } from '../history/event.ts';
import { pageOf, paging } from '../page.ts';
import { readInput } from '../read-input.ts';
import { type Action, findExecution } from './action.ts';

const schema = z.object({
  executionArn: z.string(),
  reverseOrder: z.boolean().default(false),
  includeExecutionData: z.boolean().default(true),
  ...paging,
});

export const getExecutionHistory: Action = (given, context) => {
  const { executionArn, reverseOrder, includeExecutionData, ...page } = readInput(schema, given);
  const { execution, machine } = findExecution(context, executionArn);
  const events = context.runs.historyOf(machine, execution);
  const { items, nextToken } = reverseOrder
    ? pageOf(events.toReversed(), ({ id }) => -id, page)
    : pageOf(events, ({ id }) => id, page);
  return { events: includeExecutionData ? items : items.map(withoutData), nextToken };
};

function withoutData(event: HistoryEvent): HistoryEvent {
  const stripped = Object.entries(event).map(([field, value]) => [field, isRecord(value) ? stripData(value) : value]);
  return { ...event, ...Object.fromEntries(stripped) };
}

function stripData(details: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(details).filter(([field]) => !dataFields.includes(field)));
}
