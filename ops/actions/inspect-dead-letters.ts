import {
  ChangeMessageVisibilityBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { maskAccountNumbers } from '../mask-account-numbers.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';

export interface DeadLetter {
  messageId: string;
  sentAt: string;
  /** How often somebody received it, this look included. */
  receives: number;
  requestId?: string | undefined;
  /** JSON where it is JSON; account numbers are masked. */
  body: unknown;
}

const batchSize = 10;
/** Long enough for a look at all of them, short enough to be harmless if this process dies. */
const lookSeconds = 30;

/** Shows up to `limit` dead letters and puts them back at once. Each look counts as a receive; here that does no harm. */
export async function inspectDeadLetters(
  sqs: SQSClient,
  { url }: DeadLetterQueue,
  limit: number,
): Promise<DeadLetter[]> {
  const seen = new Map<string, Message>();
  try {
    while (seen.size < limit) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: url,
          MaxNumberOfMessages: Math.min(batchSize, limit - seen.size),
          VisibilityTimeout: lookSeconds,
          MessageAttributeNames: ['All'],
          MessageSystemAttributeNames: ['All'],
        }),
      );
      if (Messages.length === 0) break;
      for (const message of Messages) seen.set(String(message.MessageId), message);
    }
    return [...seen.values()].map(show);
  } finally {
    await putBack(sqs, url, [...seen.values()]);
  }
}

async function putBack(sqs: SQSClient, url: string, messages: Message[]): Promise<void> {
  for (let at = 0; at < messages.length; at += batchSize) {
    await sqs.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: url,
        Entries: messages
          .slice(at, at + batchSize)
          .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle, VisibilityTimeout: 0 })),
      }),
    );
  }
}

function show({ MessageId = '', Body = '', Attributes = {}, MessageAttributes = {} }: Message): DeadLetter {
  const body = maskAccountNumbers(parsed(Body));
  return {
    messageId: MessageId,
    sentAt: new Date(Number(Attributes.SentTimestamp)).toISOString(),
    receives: Number(Attributes.ApproximateReceiveCount),
    requestId: MessageAttributes.requestId?.StringValue ?? requestIdIn(body),
    body,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function requestIdIn(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('requestId' in body)) return undefined;
  return typeof body.requestId === 'string' ? body.requestId : undefined;
}
