import type { Message, QueuePort } from '../../../local/event-sources/queue-port.ts';
import type { Invocation } from '../../../local/lambda/invocation.ts';

export function message(id: string, others: Partial<Message> = {}): Message {
  return { MessageId: id, ReceiptHandle: `handle of ${id}`, Body: `body of ${id}`, MD5OfBody: 'md5', ...others };
}

export function returned(payload = 'null'): Invocation {
  return { requestId: 'r', durationMs: 1, coldStart: false, outcome: 'returned', payload };
}

export function failed(errorMessage = 'no'): Invocation {
  const outcome = { outcome: 'failed', errorType: 'Error', errorMessage, payload: '{}' } as const;
  return { requestId: 'r', durationMs: 1, coldStart: false, ...outcome };
}

export function throttled(): Invocation {
  const outcome = { outcome: 'throttled', reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' } as const;
  return { requestId: 'r', durationMs: 0, coldStart: false, ...outcome };
}

/** One queue in memory, whatever its URL. Messages come back when their visibility timeout is over. */
export function fakeQueue(visibilityMs = 1000) {
  const hiddenUntil = new Map<string, number>();
  const messages = new Map<string, Message & { received: number }>();
  const arrivals = new EventTarget();
  let sent = 0;

  function take(max: number): Message[] {
    const now = Date.now();
    const visible = [...messages.values()].filter(({ MessageId }) => (hiddenUntil.get(MessageId) ?? 0) <= now);
    return visible.slice(0, max).map((one) => {
      one.received += 1;
      hiddenUntil.set(one.MessageId, now + visibilityMs);
      const Attributes = { ApproximateReceiveCount: String(one.received) };
      return {
        ...message(one.MessageId),
        Body: one.Body,
        ReceiptHandle: `${one.MessageId}/${one.received}`,
        Attributes,
      };
    });
  }

  const port: QueuePort = {
    async receive({ maxMessages, waitSeconds, signal }) {
      const until = Date.now() + waitSeconds * 1000;
      for (;;) {
        const taken = take(maxMessages);
        if (taken.length > 0 || signal.aborted || Date.now() >= until) return taken;
        await changeOf(arrivals, Math.min(20, until - Date.now()), signal);
      }
    },
    async delete(_queueUrl, done) {
      for (const { ReceiptHandle } of done) messages.delete(ReceiptHandle.split('/')[0] ?? '');
    },
  };
  return {
    port,
    send(...bodies: string[]) {
      for (const Body of bodies) {
        const id = `m${++sent}`;
        messages.set(id, { ...message(id), Body, received: 0 });
      }
      arrivals.dispatchEvent(new Event('sent'));
    },
    size: () => messages.size,
  };
}

function changeOf(arrivals: EventTarget, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const now = () => {
      clearTimeout(timer);
      resolve();
    };
    arrivals.addEventListener('sent', now, { once: true });
    signal.addEventListener('abort', now, { once: true });
  });
}

/** Waits for a condition; fails with its last value when the deadline passes. */
export async function until<T>(value: () => T, holds: (value: T) => boolean, deadlineMs = 10_000): Promise<T> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    const now = value();
    if (holds(now)) return now;
    if (Date.now() > deadline) throw new Error(`still ${JSON.stringify(now)} after ${deadlineMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
