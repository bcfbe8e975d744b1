import type { MessageAttributeValue, SqsMessage } from './engine.ts';

/**
 * System attributes that the engine has no field for. They are kept among the message's own attributes, so that they
 * survive a restart with it, under names that no sender can use: SQS reserves the prefix `AWS.`.
 */
const prefix = 'AWS.';

export type HiddenName = 'AWSTraceHeader' | 'DeadLetterQueueSourceArn' | 'MessageGroupId';

export function isReserved(name: string): boolean {
  return /^(aws|amazon)\./i.test(name);
}

export function hide(message: SqsMessage, name: HiddenName, value: string): void {
  message.messageAttributes = {
    ...message.messageAttributes,
    [`${prefix}${name}`]: { DataType: 'String', StringValue: value },
  };
}

export function hidden(message: SqsMessage, name: HiddenName): string | undefined {
  return message.messageAttributes[`${prefix}${name}`]?.StringValue;
}

export function sendersAttributes(message: SqsMessage): Record<string, MessageAttributeValue> {
  return Object.fromEntries(Object.entries(message.messageAttributes).filter(([name]) => !isReserved(name)));
}
