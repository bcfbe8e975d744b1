import type { EnqueuePayment, SavePayment } from '#shared/domain/payments/accept-payment.ts';
import type { RecordRailEvent } from '#shared/domain/payments/apply-rail-event.ts';
import type { FindPayment } from '#shared/domain/payments/read-payment.ts';
import type { FindDuePayments, FindOldestWaiting } from '#shared/domain/payments/reconcile-payments.ts';
import type { ReplacePayment } from '#shared/domain/payments/replace-payment.ts';
import type { Pause } from '#shared/domain/payments/while-stale.ts';
import type { AskRail, SendToRail } from '#shared/domain/rail/rail.ts';
import { callPort, type PortCall, waiting } from '../engine/call-port.ts';
import type { Process } from '../engine/process.ts';
import type { World } from './world.ts';

export interface Ports {
  save: SavePayment;
  find: FindPayment;
  replace: ReplacePayment;
  record: RecordRailEvent;
  due: FindDuePayments;
  oldest: FindOldestWaiting;
  enqueue: EnqueuePayment;
  send: SendToRail;
  ask: AskRail;
  pause: Pause;
  nowMs: () => number;
}

/** Longer than the slowest answer of the bank's desk, shorter than the time of the function that waits (as `callRail`). */
const railPatienceMs = 5_000;

/** The ports of the domain as one process has them: each call is at the mercy of the dice. */
export function portsOf({ sim, store, index, bank, payments }: World, process: Process): Ports {
  const call = <T>(port: PortCall<T>) => callPort(sim, process, port);
  return {
    nowMs: sim.nowMs,
    pause: (attempt) => call(waiting(sim, attempt * 20)),
    save: (payment) => call({ port: 'save', of: payment.id, kind: 'contended', effect: () => store.save(payment) }),
    find: (id) => call({ port: 'find', of: id, kind: 'read', effect: () => store.find(id) }),
    replace: (before, after) =>
      call({
        port: 'replace',
        of: before.id,
        about: `${before.status} v${before.version} by ${after.status}`,
        kind: 'contended',
        effect: () => store.replace(before, after),
        overtaken: 'stale',
      }),
    record: (record, change) =>
      call({
        port: 'record',
        of: record.paymentId,
        about: `${record.event.id} (${record.verdict})`,
        kind: 'contended',
        effect: () => store.record(record, change),
        overtaken: 'stale',
      }),
    due: (now, limit, from) => call({ port: 'due', kind: 'read', effect: async () => index.due(now, limit, from) }),
    oldest: () => call({ port: 'oldest', kind: 'read', effect: async () => index.oldest() }),
    enqueue: (message) =>
      call({ port: 'enqueue', of: message.paymentId, kind: 'write', effect: async () => payments.send(message) }),
    send: (order, requestId) =>
      call({
        port: 'send',
        of: order.id,
        kind: 'exchange',
        effect: () => bank.order(order, requestId),
        patienceMs: railPatienceMs,
      }),
    ask: (id) => call({ port: 'ask', of: id, kind: 'exchange', effect: () => bank.ask(id) }),
  };
}
