import type { Input } from '../../aws-api/service.ts';
import type { MoveTasks } from '../move-tasks.ts';
import type { Queue, Queues } from '../queues.ts';

/** One operation of the API: what it does, and gives as JSON. */
export type Action = (input: Input, context: ActionContext) => unknown;

export interface ActionContext {
  queues: Queues;
  moveTasks: MoveTasks;
  /** Removes what the queue need not keep any more. */
  expire(queue: Queue): void;
  /** Aborted when the caller has gone, or the twin stops. */
  signal: AbortSignal;
}
