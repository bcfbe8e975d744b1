import { setTimeout as wait } from 'node:timers/promises';
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListMessageMoveTasksCommand,
  type ListMessageMoveTasksResultEntry,
  QueueDoesNotExist,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { OperatorMistake } from '../operator-mistake.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import { count, nameOf, sourcesOf } from './list-dead-letters.ts';
import { replaySome } from './replay-some.ts';

export interface ReplayOptions {
  /** The name of another queue than the one that they died in. */
  to?: string | undefined;
  /** 1 to 500. SQS chooses when absent. */
  maxPerSecond?: number | undefined;
  /** Only so many, oldest first as far as SQS keeps an order. All when absent. */
  limit?: number | undefined;
  dryRun?: boolean | undefined;
}

export interface Replay {
  queue: string;
  /** Where they go: the queue that they died in, unless told otherwise. */
  to: string;
  /** Dead letters before and after, as far as SQS has counted. */
  before: number;
  after: number;
  moved: number;
  dryRun: boolean;
}

/**
 * Sends dead letters back to the queue that they died in. Each gets a new messageId there; consumers know an event or a
 * payment by its own id, so what was already done is not done again.
 */
export async function replayDeadLetters(
  sqs: SQSClient,
  queue: DeadLetterQueue,
  { to, maxPerSecond, limit, dryRun = false }: ReplayOptions,
  progress: (moved: number, of: number) => void,
): Promise<Replay> {
  const destination = to === undefined ? await onlySourceOf(sqs, queue) : await urlOf(sqs, to);
  const destinationName = nameOf(destination);
  if (destinationName === nameOf(queue.url))
    throw new OperatorMistake(`${destinationName} is where they are. Leave out --to: they go back to where they died.`);
  const { messages: before } = await count(sqs, queue);
  const replay = { queue: queue.name, to: destinationName, before, dryRun };
  if (dryRun) return { ...replay, after: before, moved: Math.min(before, limit ?? before) };
  const moved =
    limit === undefined
      ? await moveAll(sqs, queue.url, destination, maxPerSecond, progress)
      : await replaySome(sqs, { from: queue.url, to: destination, limit, maxPerSecond }, progress);
  return { ...replay, after: (await count(sqs, queue)).messages, moved };
}

async function onlySourceOf(sqs: SQSClient, { name, url }: DeadLetterQueue): Promise<string> {
  const [source, ...more] = await sourcesOf(sqs, url);
  if (source && more.length === 0) return source;
  throw new OperatorMistake(
    `${name} has ${more.length ? 'several source queues' : 'no source queue'}: say with --to which queue they go to.`,
  );
}

async function urlOf(sqs: SQSClient, queueName: string): Promise<string> {
  try {
    const { QueueUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName: queueName }));
    return QueueUrl;
  } catch (cause) {
    if (!(cause instanceof QueueDoesNotExist)) throw cause;
    throw new OperatorMistake(`There is no queue "${queueName}". --to takes a queue's whole name.`, { cause });
  }
}

/** SQS moves them itself: the task goes on even when this process dies. */
async function moveAll(
  sqs: SQSClient,
  from: string,
  to: string,
  maxPerSecond: number | undefined,
  progress: (moved: number, of: number) => void,
): Promise<number> {
  const SourceArn = await arnOf(sqs, from);
  const { TaskHandle } = await sqs.send(
    new StartMessageMoveTaskCommand({
      SourceArn,
      DestinationArn: await arnOf(sqs, to),
      MaxNumberOfMessagesPerSecond: maxPerSecond,
    }),
  );
  for (;;) {
    const { Results = [] } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn, MaxResults: 10 }));
    const task = Results.find((result) => !isEnded(result) && result.TaskHandle === TaskHandle) ?? Results[0];
    const moved = task?.ApproximateNumberOfMessagesMoved ?? 0;
    progress(moved, task?.ApproximateNumberOfMessagesToMove ?? moved);
    if (task?.Status === 'FAILED') throw new Error(`The move stopped after ${moved}: ${task.FailureReason}`);
    if (!task || isEnded(task)) return moved;
    await wait(250);
  }
}

/** AWS shows no handle of a task that has ended. */
function isEnded({ Status }: ListMessageMoveTasksResultEntry): boolean {
  return Status === 'COMPLETED' || Status === 'CANCELLED' || Status === 'FAILED';
}

async function arnOf(sqs: SQSClient, url: string): Promise<string> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }),
  );
  return String(Attributes.QueueArn);
}
