import type { EventSource } from './event-source.ts';
import type { Message, QueuePort } from './queue-port.ts';

/** The longest poll that SQS allows. */
const longestWaitSeconds = 20;
const mostMessages = 10;

export interface Batch {
  messages: Message[];
  /** When the first of them was received: its time of being hidden runs since then. */
  receivedAt: number;
}

/**
 * Receives until the batch is full or its window, which opens with the first message, is over; without a window, what one
 * poll brings. Empty when nothing came. On AWS a batch of a quiet queue may wait up to 20 s even if its window is shorter.
 */
export async function gatherBatch(source: EventSource, queue: QueuePort, signal: AbortSignal): Promise<Batch> {
  const receive = (missing: number, waitSeconds: number) =>
    queue.receive({
      queueUrl: source.queueUrl,
      maxMessages: Math.min(missing, mostMessages),
      waitSeconds,
      visibilitySeconds: source.visibilityOverrideSeconds,
      signal,
    });

  const messages = await receive(source.batchSize, longestWaitSeconds);
  const receivedAt = Date.now();
  if (messages.length === 0) return { messages, receivedAt };
  const windowEndsAt = receivedAt + source.windowMs;
  while (messages.length < source.batchSize && Date.now() < windowEndsAt && !signal.aborted) {
    const waitSeconds = Math.min(longestWaitSeconds, Math.ceil((windowEndsAt - Date.now()) / 1000));
    messages.push(...(await receive(source.batchSize - messages.length, waitSeconds)));
  }
  return { messages, receivedAt };
}
