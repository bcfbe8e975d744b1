import { setTimeout as wait } from 'node:timers/promises';
import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

export interface SomeReplay {
  from: string;
  to: string;
  limit: number;
  maxPerSecond?: number | undefined;
}

const batchSize = 10;

/** One by one: sent again first, deleted then. A death in between repeats a message and never loses one. */
export async function replaySome(
  sqs: SQSClient,
  { from, to, limit, maxPerSecond }: SomeReplay,
  progress: (moved: number, of: number) => void,
): Promise<number> {
  let moved = 0;
  while (moved < limit) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: from,
        MaxNumberOfMessages: Math.min(batchSize, limit - moved),
        MessageAttributeNames: ['All'],
        WaitTimeSeconds: 1,
      }),
    );
    if (Messages.length === 0) break;
    for (const message of Messages) {
      await move(sqs, message, from, to);
      moved += 1;
      progress(moved, limit);
      if (maxPerSecond) await wait(1000 / maxPerSecond);
    }
  }
  return moved;
}

async function move(sqs: SQSClient, message: Message, from: string, to: string): Promise<void> {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: to,
      MessageBody: message.Body,
      MessageAttributes: message.MessageAttributes,
    }),
  );
  await sqs.send(new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle: message.ReceiptHandle }));
}
