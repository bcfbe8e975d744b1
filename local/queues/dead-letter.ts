import type { SqsMessage } from './engine.ts';
import { hide } from './hidden-attributes.ts';
import type { Queue, Queues } from './queues.ts';
import { redrivePolicyOf } from './redrive-policy.ts';

/**
 * Moves a message that was just received once too often to the dead-letter queue; true when it did. The move keeps the
 * message's id and first timestamp, and the receive that caused it does not count.
 */
export function moveIfExhausted(queue: Queue, receiptHandle: string, message: SqsMessage, queues: Queues): boolean {
  const policy = redrivePolicyOf(queue);
  if (!policy || message.approximateReceiveCount <= policy.maxReceiveCount) return false;
  const target = queues.byArn(policy.deadLetterTargetArn);
  if (!target) return false;
  queue.engine.deleteMessage(receiptHandle);
  message.approximateReceiveCount -= 1;
  hide(message, 'DeadLetterQueueSourceArn', queue.arn);
  target.engine.enqueue(message);
  return true;
}
