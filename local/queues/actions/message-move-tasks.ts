import { z } from 'zod';
import { parseInput } from '../../aws-api/parse-input.ts';
import { AwsError } from '../../aws-error.ts';
import { isActive, type MoveTask } from '../move-tasks.ts';
import type { Queue, Queues } from '../queues.ts';
import { sourcesOf } from '../redrive-policy.ts';
import { sourceArnIn } from '../task-handle.ts';
import type { Action } from './action.ts';

const startInput = z.object({
  SourceArn: z.string(),
  DestinationArn: z.string().optional(),
  MaxNumberOfMessagesPerSecond: z.number().int().min(1).max(500).optional(),
});
const listInput = z.object({ SourceArn: z.string(), MaxResults: z.number().int().min(1).max(10).default(1) });
const cancelInput = z.object({ TaskHandle: z.string() });

export const startMessageMoveTask: Action = (input, { queues, moveTasks }) => {
  const { SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond } = parseInput(startInput, input);
  const source = find(queues, SourceArn, 'SourceArn');
  const destination = DestinationArn === undefined ? undefined : find(queues, DestinationArn, 'DestinationArn');
  if (sourcesOf(source, queues.all()).length === 0)
    throw new AwsError('InvalidParameterValue', 'Source queue must be configured as a Dead Letter Queue.');
  const task = moveTasks.start({ source, destination, perSecond: MaxNumberOfMessagesPerSecond });
  return { TaskHandle: task.handle };
};

export const listMessageMoveTasks: Action = (input, { queues, moveTasks }) => {
  const { SourceArn, MaxResults } = parseInput(listInput, input);
  const tasks = moveTasks.of(find(queues, SourceArn, 'SourceArn'));
  return { Results: tasks.slice(0, MaxResults).map(describe) };
};

export const cancelMessageMoveTask: Action = (input, { queues, moveTasks }) => {
  const { TaskHandle: handle } = parseInput(cancelInput, input);
  const source = find(queues, sourceArnIn(handle), 'SourceArn');
  const task = moveTasks.of(source).find((candidate) => candidate.handle === handle);
  if (!task || !isActive(task)) throw new AwsError('ResourceNotFoundException', 'Task does not exist.', 404);
  moveTasks.cancel(task);
  return { ApproximateNumberOfMessagesMoved: task.moved };
};

function describe(task: MoveTask) {
  return {
    ...(task.status === 'RUNNING' && { TaskHandle: task.handle }),
    Status: task.status,
    SourceArn: task.source.arn,
    DestinationArn: task.destination?.arn,
    MaxNumberOfMessagesPerSecond: task.perSecond,
    ApproximateNumberOfMessagesMoved: task.moved,
    ApproximateNumberOfMessagesToMove: task.toMove,
    FailureReason: task.failureReason,
    StartedTimestamp: task.startedMs,
  };
}

function find(queues: Queues, arn: string, parameter: string): Queue {
  const queue = queues.byArn(arn);
  if (queue) return queue;
  const message = `The resource that you specified for the ${parameter} parameter doesn't exist.`;
  throw new AwsError('ResourceNotFoundException', message, 404);
}
