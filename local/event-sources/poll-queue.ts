import { setTimeout as delay } from 'node:timers/promises';
import type { Observer } from '../observer.ts';
import { type Delivery, deliverBatch } from './deliver-batch.ts';
import { gatherBatch } from './gather-batch.ts';

/** Concurrent batches at the start, and how many more each second while all are busy: about 300 a minute. */
const firstPollers = 5;
const morePollersPerSecond = 5;
const afterErrorMs = 1_000;

export interface Polling {
  /** Settles when the last batch that was under way is settled, after the signal aborted. */
  finished(): Promise<void>;
}

/**
 * Polls a queue with several pollers, each of which has one batch at a time. Their number grows while all are busy and
 * shrinks again with empty polls (AWS: Configuring scaling behavior for SQS event source mappings). On AWS it also shrinks
 * when the function keeps failing.
 */
export function pollQueue(delivery: Delivery, observe: Observer): Polling {
  const { source, queue, stopping } = delivery;
  const fewest = Math.min(firstPollers, source.maximumConcurrency);
  const pollers = new Set<Promise<void>>();
  let waiting = 0;

  async function poll(): Promise<void> {
    while (!stopping.aborted) {
      try {
        waiting += 1;
        const batch = await gatherBatch(source, queue, stopping).finally(() => {
          waiting -= 1;
        });
        if (batch.messages.length > 0) await deliverBatch(delivery, batch);
        else if (pollers.size > fewest) return;
      } catch (error) {
        if (stopping.aborted) return;
        observe.notice(`Polling ${source.queueName} for ${source.functionName} met an error: ${error}`);
        await delay(afterErrorMs, undefined, { signal: stopping }).catch(() => {});
      }
    }
  }

  function add(count: number): void {
    for (let i = 0; i < count && pollers.size < source.maximumConcurrency; i++) {
      const poller = poll().finally(() => pollers.delete(poller));
      pollers.add(poller);
    }
  }

  add(fewest);
  const scaler = setInterval(() => {
    if (waiting === 0) add(morePollersPerSecond);
  }, 1000);
  stopping.addEventListener('abort', () => clearInterval(scaler), { once: true });

  return {
    async finished() {
      while (pollers.size > 0) await Promise.all(pollers);
    },
  };
}
