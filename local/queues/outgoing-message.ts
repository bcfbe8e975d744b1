import { z } from 'zod';
import { AwsError } from '../aws-error.ts';
import { calculateMessageSize } from './engine.ts';
import { isReserved } from './hidden-attributes.ts';

const attributes = z
  .record(
    z.string(),
    z.object({ DataType: z.string(), StringValue: z.string().optional(), BinaryValue: z.string().optional() }),
  )
  .default({});

/** What SendMessage takes, and each entry of SendMessageBatch. */
export const outgoingMessage = z.object({
  MessageBody: z.string().default(''),
  DelaySeconds: z.coerce.number().optional(),
  MessageAttributes: attributes,
  MessageSystemAttributes: attributes,
  MessageGroupId: z.string().optional(),
  MessageDeduplicationId: z.string().optional(),
});

export type OutgoingMessage = z.infer<typeof outgoingMessage>;

const maxAttributes = 10;
const maxDelaySeconds = 900;
/** Every character that XML 1.0 allows, those beyond the first plane included. */
const allowedText = /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u;
const groupId = /^[\w!"#$%&'()*+,\-./:;<=>?@[\\\]^`{|}~]{1,128}$/;

/** Throws SQS's error for the first rule that the message breaks. */
export function checkOutgoing(message: OutgoingMessage, maxBytes: number): void {
  if (message.MessageBody === '')
    throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.');
  checkAttributes(message.MessageAttributes);
  if (!allowedText.test(message.MessageBody)) throw invalidCharacters();
  if (sizeOf(message) > maxBytes)
    throw invalid(`One or more parameters are invalid. Reason: Message must be shorter than ${maxBytes} bytes.`);
  checkDelay(message.DelaySeconds ?? 0);
  checkGroup(message);
}

/** Body and attributes: names, types and values. System attributes do not count. */
export function sizeOf({ MessageBody, MessageAttributes }: OutgoingMessage): number {
  return calculateMessageSize(MessageBody, MessageAttributes);
}

function checkAttributes(all: OutgoingMessage['MessageAttributes']): void {
  const entries = Object.entries(all);
  if (entries.length > maxAttributes)
    throw invalid(`Number of message attributes [${entries.length}] exceeds the allowed maximum [${maxAttributes}].`);
  for (const [name, { DataType, StringValue, BinaryValue }] of entries) {
    if (isReserved(name))
      throw invalid(`Message (user) attribute name '${name}' starts with a prefix that is reserved.`);
    if (!StringValue && !BinaryValue)
      throw invalid(`Message (user) attribute '${name}' must contain a non-empty value of type '${DataType}'.`);
    if (StringValue !== undefined && !allowedText.test(StringValue)) throw invalidCharacters();
  }
}

function checkDelay(seconds: number): void {
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > maxDelaySeconds) {
    const reason = `DelaySeconds must be >= 0 and <= ${maxDelaySeconds}.`;
    throw invalid(`Value ${seconds} for parameter DelaySeconds is invalid. Reason: ${reason}`);
  }
}

/** A standard queue takes a group, for fair queues, and no deduplication id. */
function checkGroup({ MessageGroupId, MessageDeduplicationId }: OutgoingMessage): void {
  if (MessageDeduplicationId !== undefined)
    throw invalid('The request include parameter MessageDeduplicationId which is not valid for this queue type');
  if (MessageGroupId === undefined || groupId.test(MessageGroupId)) return;
  const reason = 'MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.';
  throw invalid(`Value ${MessageGroupId} for parameter MessageGroupId is invalid. Reason: ${reason}`);
}

function invalidCharacters(): AwsError {
  return new AwsError(
    'InvalidMessageContents',
    'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF.',
  );
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message);
}
