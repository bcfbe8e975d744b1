import type { Queue } from './queues.ts';

/**
 * Removes what is older than the queue keeps it. Age counts from the first enqueueing, also in a dead-letter queue of a
 * standard queue; a message in flight goes too.
 */
export function expireMessages({ engine }: Queue, nowMs: number): void {
  const oldestMs = nowMs - Number(engine.attributes.MessageRetentionPeriod) * 1000;
  const isExpired = ({ sentTimestamp }: { sentTimestamp: number }): boolean => sentTimestamp < oldestMs;
  const { ready, delayed, inflight } = engine.inspectMessages();
  const expired = [...ready, ...delayed, ...inflight.map(({ message }) => message)].filter(isExpired);
  if (expired.length === 0) return;

  for (const { messageId } of expired) engine.persistence?.deleteMessage(messageId);
  engine.messages = engine.messages.filter((message) => !isExpired(message));
  engine.delayedMessages = engine.delayedMessages.filter((message) => !isExpired(message));
  for (const { receiptHandle, message } of inflight)
    if (isExpired(message)) engine.inflightMessages.delete(receiptHandle);
}
