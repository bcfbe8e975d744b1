import { setTimeout as pause } from 'node:timers/promises';
import { AwsError } from '../aws-error.ts';
import { SqsStore } from './engine.ts';
import { hidden, hide, sendersAttributes } from './hidden-attributes.ts';
import type { Queue, Queues } from './queues.ts';
import { createTaskHandle } from './task-handle.ts';

export type MoveStatus = 'RUNNING' | 'COMPLETED' | 'CANCELLING' | 'CANCELLED' | 'FAILED';

export interface MoveTask {
  handle: string;
  source: Queue;
  /** Absent: each message goes back to the queue that it came from. */
  destination: Queue | undefined;
  perSecond: number | undefined;
  status: MoveStatus;
  moved: number;
  toMove: number;
  startedMs: number;
  failureReason?: string;
}

export interface MoveTasks {
  start(task: Pick<MoveTask, 'source' | 'destination' | 'perSecond'>): MoveTask;
  /** Newest first. */
  of(source: Queue): MoveTask[];
  cancel(task: MoveTask): void;
}

/** How fast a task without a rate of its own goes; AWS chooses for itself. */
const defaultPerSecond = 500;

/** Redrives of dead letters, at a rate, one at a time per dead-letter queue. */
export function createMoveTasks(queues: Queues, stopped: AbortSignal): MoveTasks {
  const tasks: MoveTask[] = [];
  return {
    start({ source, destination, perSecond }) {
      if (tasks.some((task) => task.source === source && isActive(task)))
        throw new AwsError(
          'InvalidParameterValue',
          'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
        );
      source.engine.processTimers();
      const toMove = source.engine.messages.length;
      const task: MoveTask = {
        ...{ handle: createTaskHandle(source.arn), source, destination, perSecond, toMove },
        ...{ status: 'RUNNING', moved: 0, startedMs: Date.now() },
      };
      tasks.unshift(task);
      void run(task, queues, stopped);
      return task;
    },
    of: (source) => tasks.filter((task) => task.source === source),
    cancel(task) {
      task.status = 'CANCELLING';
    },
  };
}

export function isActive({ status }: MoveTask): boolean {
  return status === 'RUNNING' || status === 'CANCELLING';
}

/** Moves what was there at the start. A message whose destination cannot be told stays, and ends the task. */
async function run(task: MoveTask, queues: Queues, stopped: AbortSignal): Promise<void> {
  const intervalMs = 1000 / (task.perSecond ?? defaultPerSecond);
  while (task.status === 'RUNNING' && task.moved < task.toMove) {
    await pause(intervalMs, undefined, { signal: stopped }).catch(() => undefined);
    if (stopped.aborted) return;
    if (task.status === 'RUNNING') moveNext(task, queues);
  }
  if (task.status === 'RUNNING') task.status = 'COMPLETED';
  if (task.status === 'CANCELLING') task.status = 'CANCELLED';
}

function moveNext(task: MoveTask, queues: Queues): void {
  const { engine } = task.source;
  engine.processTimers();
  const [message] = engine.messages;
  if (!message) {
    task.status = 'COMPLETED';
    return;
  }
  const target = task.destination ?? queues.byArn(hidden(message, 'DeadLetterQueueSourceArn') ?? '');
  if (!target) {
    task.status = 'FAILED';
    task.failureReason = 'CouldNotDetermineMessageSource';
    return;
  }
  engine.messages.shift();
  engine.persistence?.deleteMessage(message.messageId);
  const trace = hidden(message, 'AWSTraceHeader');
  const moved = SqsStore.createMessage(message.body, sendersAttributes(message));
  if (trace) hide(moved, 'AWSTraceHeader', trace);
  target.engine.enqueue(moved);
  task.moved += 1;
}
