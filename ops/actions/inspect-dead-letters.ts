import {
  ChangeMessageVisibilityBatchCommand,
  type Message,
  type MessageAttributeValue,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { maskAccountNumbers } from '../mask-account-numbers.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import { receiveAll } from './receive-all.ts';

export interface DeadLetter {
  messageId: string;
  sentAt: string;
  /** How often somebody received it, this look included. */
  receives: number;
  requestId?: string | undefined;
  /** What was sent with it, but for signatures: whoever has one can send the event again. */
  attributes: Record<string, string>;
  /** JSON where it is JSON; account numbers are masked. */
  body: unknown;
}

/** Long enough for a look at all of them, short enough to be harmless if this process dies. */
const lookSeconds = 30;
const mostPerCall = 10;

/** Shows up to `limit` dead letters and puts them back at once. Each look counts as a receive; here that does no harm. */
export async function inspectDeadLetters(
  sqs: SQSClient,
  { url }: DeadLetterQueue,
  limit: number,
): Promise<DeadLetter[]> {
  const seen = new Map<string, Message>();
  try {
    for await (const messages of receiveAll(sqs, { url, limit, hiddenSeconds: lookSeconds })) {
      for (const message of messages) seen.set(String(message.MessageId), message);
    }
    return [...seen.values()].map(show).sort((a, b) => a.sentAt.localeCompare(b.sentAt));
  } finally {
    await putBack(sqs, url, [...seen.values()]);
  }
}

async function putBack(sqs: SQSClient, url: string, messages: Message[]): Promise<void> {
  for (let at = 0; at < messages.length; at += mostPerCall) {
    await sqs.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: url,
        Entries: messages
          .slice(at, at + mostPerCall)
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
    attributes: readable(MessageAttributes),
    body,
  };
}

function readable(attributes: Record<string, MessageAttributeValue>): Record<string, string> {
  const shown = Object.entries(attributes).filter(([name]) => name !== 'requestId' && !name.includes('signature'));
  return Object.fromEntries(
    shown.map(([name, { StringValue }]) => [name, String(maskAccountNumbers(StringValue ?? '(binary)'))]),
  );
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
