import { z } from 'zod';
import { parseInput } from '../../aws-api/parse-input.ts';
import { moveIfExhausted } from '../dead-letter.ts';
import type { Queue } from '../queues.ts';
import { toReceived } from '../received-message.ts';
import type { Action, ActionContext } from './action.ts';

const names = z.array(z.string()).default([]);
const receiveInput = z.object({
  QueueUrl: z.string(),
  MaxNumberOfMessages: z.number().int().min(1).max(10).default(1),
  VisibilityTimeout: z.number().int().min(0).max(43_200).optional(),
  WaitTimeSeconds: z.number().int().min(0).max(20).optional(),
  AttributeNames: names,
  MessageSystemAttributeNames: names,
  MessageAttributeNames: names,
});

/** Waits up to WaitTimeSeconds for the first message. Takes nothing once the caller has gone. */
export const receiveMessage: Action = async (input, context) => {
  const queue = context.queues.byUrl(String(input.QueueUrl));
  const asked = parseInput(receiveInput, input);
  const waitSeconds = asked.WaitTimeSeconds ?? Number(queue.engine.attributes.ReceiveMessageWaitTimeSeconds);
  const deadlineMs = Date.now() + waitSeconds * 1000;

  let taken = take(queue, asked, context);
  while (taken.length === 0 && Date.now() < deadlineMs && !context.signal.aborted) {
    await arrival(queue, deadlineMs, context.signal);
    if (!context.signal.aborted) taken = take(queue, asked, context);
  }
  const wanted = {
    system: [...asked.AttributeNames, ...asked.MessageSystemAttributeNames],
    senders: asked.MessageAttributeNames,
  };
  const messages = taken.map(({ message, receiptHandle }) => toReceived(message, receiptHandle, wanted));
  return messages.length > 0 ? { Messages: messages } : {};
};

/** Puts messages in flight. Those that were received too often go to the dead-letter queue instead. */
function take(queue: Queue, asked: z.infer<typeof receiveInput>, { queues, expire }: ActionContext) {
  expire(queue);
  return queue.engine
    .dequeue(asked.MaxNumberOfMessages, asked.VisibilityTimeout)
    .flatMap(({ ReceiptHandle }) => queue.engine.inflightMessages.get(ReceiptHandle) ?? [])
    .filter(({ receiptHandle, message }) => !moveIfExhausted(queue, receiptHandle, message, queues));
}

/** Settles when a message may be there, at the deadline, or when nobody waits any more. */
async function arrival({ engine }: Queue, deadlineMs: number, signal: AbortSignal): Promise<void> {
  const gone = Promise.withResolvers<void>();
  const stop = (): void => gone.resolve();
  signal.addEventListener('abort', stop);
  await Promise.race([engine.waitForMessages((deadlineMs - Date.now()) / 1000), gone.promise]);
  signal.removeEventListener('abort', stop);
}
