import { GetQueueAttributesCommand, ListDeadLetterSourceQueuesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DeadLetterQueue } from './dead-letter-queue.ts';

export interface DeadLetterCount {
  queue: string;
  /** The queues whose messages end here. */
  sources: string[];
  /** Waiting to be looked at or replayed. Approximate, as SQS counts. */
  messages: number;
  /** Received by somebody who has not finished, e.g. a replay. */
  inFlight: number;
}

/** Each dead-letter queue and how much is in it. */
export function listDeadLetters(sqs: SQSClient, queues: readonly DeadLetterQueue[]): Promise<DeadLetterCount[]> {
  return Promise.all(queues.map((queue) => count(sqs, queue)));
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

function nameOf(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}
