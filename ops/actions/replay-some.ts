import { setTimeout as wait } from 'node:timers/promises';
import { DeleteMessageCommand, type Message, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { receiveAll } from './receive-all.ts';

export interface SomeReplay {
  from: string;
  to: string;
  limit: number;
  maxPerSecond?: number | undefined;
}

/** For ten messages at the slowest rate, with room. */
const hiddenSeconds = 60;

/** One by one: sent again first, deleted then. A death in between repeats a message and never loses one. */
export async function replaySome(
  sqs: SQSClient,
  { from, to, limit, maxPerSecond }: SomeReplay,
  progress: (moved: number, of: number) => void,
): Promise<number> {
  let moved = 0;
  for await (const messages of receiveAll(sqs, { url: from, limit, hiddenSeconds })) {
    for (const message of messages) {
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
