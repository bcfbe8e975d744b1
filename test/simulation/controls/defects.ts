import { RetryLater } from '#shared/domain/errors.ts';
import type { Reconciliation } from '#shared/domain/payments/reconcile-payments.ts';
import { move } from '#shared/domain/payments/transitions.ts';
import type { Ports } from '../world/ports-of.ts';
import type { Product, WebhookPorts } from '../world/product.ts';

/** Takes a message for the event in it. A redrive gives the same event a new messageId, and so does a second post. */
export function namedAfter(messageId: string, ports: WebhookPorts): WebhookPorts {
  const verify: WebhookPorts['verify'] = async (delivery) => {
    const verified = await ports.verify(delivery);
    return typeof verified === 'string' ? verified : { eventId: messageId };
  };
  return { ...ports, verify };
}

/** Relies on the messageId alone: looks at no state of the payment before it applies an event. */
export const appliedPerMessage: Product['processWebhook'] = (ports, messageId) => async (delivery) => {
  await ports.verify(delivery);
  const told = ports.read(delivery.body);
  const payment = typeof told === 'string' ? undefined : await ports.find(told.paymentId);
  if (typeof told === 'string' || !payment) throw new TypeError('not an event of a payment');
  const { paymentId, event } = told;
  const at = new Date(ports.nowMs()).toISOString();
  const after = move(payment, event.type, at, event.failure);
  const record = { event: { ...event, id: messageId }, paymentId, verdict: 'fits' as const, at, requestId: 'r' };
  const result = await ports.record(record, { before: payment, after });
  if (result === 'stale') throw new RetryLater('the payment changed');
  if (result !== 'recorded') return { outcome: 'duplicate', paymentId };
  return { outcome: 'applied', paymentId, verdict: 'fits', status: event.type, reached: [event.type], refused: [] };
};

/** Reads the version that it writes over right before it writes, which makes the condition one in name only. */
export function replacingOver<P extends Ports>(ports: P): P {
  return {
    ...ports,
    replace: async (before, after) => {
      const now = await ports.find(before.id);
      return ports.replace({ ...before, version: now?.version ?? before.version }, after);
    },
  };
}

export function recordingOver<P extends Ports>(ports: P): P {
  return {
    ...ports,
    record: async (record, change) => {
      if (!change) return ports.record(record);
      const { before, after } = change;
      const now = await ports.find(before.id);
      return ports.record(record, { before: { ...before, version: now?.version ?? before.version }, after });
    },
  };
}

export function savingOver<P extends Ports>(ports: P): P {
  return {
    ...ports,
    save: async (payment) => {
      const saved = await ports.save(payment);
      if (saved.outcome !== 'exists') return saved;
      await ports.replace(saved.payment, payment);
      return { outcome: 'saved' };
    },
  };
}

/** A process that dies between the two has an event on record that was never applied. */
export function inTwoWrites<P extends Ports>(ports: P): P {
  return {
    ...ports,
    record: async (record, change) => {
      const result = await ports.record(record);
      if (result !== 'recorded' || !change) return result;
      return (await ports.replace(change.before, change.after)) === 'saved' ? 'recorded' : 'stale';
    },
  };
}

/** No answer must mean that it failed, must it not? */
export function guessing<P extends Ports>(ports: P): P {
  const failure = { code: 'no-answer', message: 'The bank did not answer.' };
  return { ...ports, ask: (...question) => ports.ask(...question).catch(() => ({ status: 'failed', failure })) };
}

export const nothingDone: Reconciliation = {
  did: {},
  reached: [],
  refused: [],
  oldestUnsettledAgeSeconds: 0,
  errors: [],
  leftOver: 0,
};
