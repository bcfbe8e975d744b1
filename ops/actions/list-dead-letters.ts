import { GetQueueAttributesCommand, ListDeadLetterSourceQueuesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import { inspectDeadLetters } from './inspect-dead-letters.ts';

export interface DeadLetterCount {
  queue: string;
  /** The queues whose messages end here. */
  sources: string[];
  /** Waiting to be looked at or replayed. Approximate, as SQS counts. */
  messages: number;
  /** Received by somebody who has not finished, e.g. a replay. */
  inFlight: number;
}

export interface DeadLetterSummary extends DeadLetterCount {
  /**
   * When the oldest of the first ten was sent: SQS itself tells no age. It drops a dead letter 14 days after it was first
   * sent. Absent when the queue is empty.
   */
  oldestSentAt?: string | undefined;
}

const lookedAt = 10;

/** Each dead-letter queue, how much is in it and how old that is. */
export function listDeadLetters(sqs: SQSClient, queues: readonly DeadLetterQueue[]): Promise<DeadLetterSummary[]> {
  return Promise.all(
    queues.map(async (queue) => {
      const counted = await count(sqs, queue);
      const [oldest] = counted.messages > 0 ? await inspectDeadLetters(sqs, queue, lookedAt) : [];
      return { ...counted, oldestSentAt: oldest?.sentAt };
    }),
  );
}

export async function count(sqs: SQSClient, { name, url }: DeadLetterQueue): Promise<DeadLetterCount> {
  const [{ Attributes = {} }, sources] = await Promise.all([
    sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: url,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    ),
    sourcesOf(sqs, url),
  ]);
  return {
    queue: name,
    sources: sources.map(nameOf),
    messages: Number(Attributes.ApproximateNumberOfMessages),
    inFlight: Number(Attributes.ApproximateNumberOfMessagesNotVisible),
  };
}

export async function sourcesOf(sqs: SQSClient, url: string): Promise<string[]> {
  const { queueUrls = [] } = await sqs.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: url }));
  return queueUrls;
}

export function nameOf(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}
