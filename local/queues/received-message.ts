import { md5OfMessageAttributes, type SqsMessage } from './engine.ts';
import { hidden, sendersAttributes } from './hidden-attributes.ts';

/** The names that a receiver asked for; nothing else comes with a message. */
export interface WantedAttributes {
  system: readonly string[];
  senders: readonly string[];
}

/** A message as ReceiveMessage gives it. */
export function toReceived(message: SqsMessage, receiptHandle: string, wanted: WantedAttributes) {
  const system = pick(
    systemAttributes(message),
    (name) => wanted.system.includes('All') || wanted.system.includes(name),
  );
  const senders = pick(sendersAttributes(message), (name) => wanted.senders.some((asked) => covers(asked, name)));
  return {
    MessageId: message.messageId,
    ReceiptHandle: receiptHandle,
    MD5OfBody: message.md5OfBody,
    Body: message.body,
    ...(Object.keys(system).length > 0 && { Attributes: system }),
    ...(Object.keys(senders).length > 0 && {
      MessageAttributes: senders,
      MD5OfMessageAttributes: md5OfMessageAttributes(senders),
    }),
  };
}

function systemAttributes(message: SqsMessage): Record<string, string> {
  const attributes = {
    ApproximateFirstReceiveTimestamp: message.approximateFirstReceiveTimestamp?.toString(),
    ApproximateReceiveCount: message.approximateReceiveCount.toString(),
    AWSTraceHeader: hidden(message, 'AWSTraceHeader'),
    DeadLetterQueueSourceArn: hidden(message, 'DeadLetterQueueSourceArn'),
    MessageGroupId: hidden(message, 'MessageGroupId'),
    SenderId: '000000000000',
    SentTimestamp: message.sentTimestamp.toString(),
  };
  return Object.fromEntries(Object.entries(attributes).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

/** `All`, `.*`, a name, or the beginning of names, as in `payload.*`. */
function covers(asked: string, name: string): boolean {
  return asked === 'All' || asked === name || (asked.endsWith('.*') && name.startsWith(asked.slice(0, -2)));
}

function pick<Value>(all: Record<string, Value>, isWanted: (name: string) => boolean): Record<string, Value> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => isWanted(name)));
}
