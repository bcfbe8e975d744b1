import { parseInput } from '../../aws-api/parse-input.ts';
import { md5OfMessageAttributes, SqsStore } from '../engine.ts';
import { hide } from '../hidden-attributes.ts';
import { checkOutgoing, type OutgoingMessage, outgoingMessage } from '../outgoing-message.ts';
import type { Queue } from '../queues.ts';
import type { Action } from './action.ts';

export const sendMessage: Action = (input, { queues }) => {
  const queue = queues.byUrl(String(input.QueueUrl));
  return send(queue, parseInput(outgoingMessage, input));
};

export function send({ engine }: Queue, message: OutgoingMessage): Record<string, string> {
  checkOutgoing(message, Number(engine.attributes.MaximumMessageSize));
  const delaySeconds = message.DelaySeconds ?? Number(engine.attributes.DelaySeconds);
  const sent = SqsStore.createMessage(message.MessageBody, message.MessageAttributes, delaySeconds);
  const trace = message.MessageSystemAttributes.AWSTraceHeader?.StringValue;
  if (trace !== undefined) hide(sent, 'AWSTraceHeader', trace);
  if (message.MessageGroupId !== undefined) hide(sent, 'MessageGroupId', message.MessageGroupId);
  engine.enqueue(sent);
  return {
    MessageId: sent.messageId,
    MD5OfMessageBody: sent.md5OfBody,
    ...(sent.md5OfMessageAttributes && { MD5OfMessageAttributes: sent.md5OfMessageAttributes }),
    ...(trace && { MD5OfMessageSystemAttributes: md5OfMessageAttributes(message.MessageSystemAttributes) }),
  };
}
