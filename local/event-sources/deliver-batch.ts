import { setTimeout as delay } from 'node:timers/promises';
import type { FaultEffect, Faults } from '../faults.ts';
import type { Functions } from '../lambda/functions.ts';
import type { Invocation } from '../lambda/invocation.ts';
import type { EventSource } from './event-source.ts';
import type { Batch } from './gather-batch.ts';
import { type Pack, packEvents } from './pack-events.ts';
import { processedMessages } from './processed-messages.ts';
import type { QueuePort } from './queue-port.ts';

export interface Delivery {
  source: EventSource;
  queue: QueuePort;
  functions: Pick<Functions, 'invoke'>;
  faults: Faults;
  stopping: AbortSignal;
}

const firstBackoffMs = 250;
const longestBackoffMs = 5_000;

/** Invokes the function with a batch and deletes what it processed. Faults of the delivery strike here. */
export async function deliverBatch(delivery: Delivery, { messages, receivedAt }: Batch): Promise<void> {
  const { source, faults, stopping } = delivery;
  const fault = faults.strike({ at: 'delivery', queueName: source.queueName });
  if (fault?.do === 'fail' || fault?.do === 'throttle') return;
  if (fault?.do === 'delay') await delay(fault.ms, undefined, { signal: stopping });
  for (const pack of packEvents(messages, source)) await deliverPack(delivery, pack, receivedAt, fault);
}

async function deliverPack(
  { source, queue, functions, stopping }: Delivery,
  { messages, records }: Pack,
  receivedAt: number,
  fault: FaultEffect | undefined,
): Promise<void> {
  const invoke = () => functions.invoke(source.functionName, { Records: records });
  const invocation = await retryWhileThrottled(invoke, receivedAt + source.visibilityMs, stopping);
  if (fault?.do === 'drop-response') return;
  const processed = processedMessages(messages, invocation, source.reportsItemFailures);
  if (processed.length > 0) await queue.delete(source.queueUrl, processed);
  // The copies come after the first delivery was settled, as a late duplicate would.
  if (fault?.do === 'duplicate') await invoke();
}

/**
 * While the messages are still hidden from others, a throttled invocation is repeated with them. After that they are left
 * alone: the next receive brings them again and counts (AWS: Handling errors for an SQS event source, backoff strategy).
 */
async function retryWhileThrottled(
  invoke: () => Promise<Invocation>,
  hiddenUntil: number,
  stopping: AbortSignal,
): Promise<Invocation> {
  let backoffMs = firstBackoffMs;
  for (;;) {
    const invocation = await invoke();
    if (invocation.outcome !== 'throttled' || Date.now() + backoffMs >= hiddenUntil || stopping.aborted) {
      return invocation;
    }
    await delay(backoffMs, undefined, { signal: stopping }).catch(() => {});
    backoffMs = Math.min(2 * backoffMs, longestBackoffMs);
  }
}
