import { createHmac } from 'node:crypto';
import { readRailAnswer, readRailState } from '#shared/contracts/rail-answer.ts';
import { sandboxAnswer } from '#shared/contracts/sandbox-payment.ts';
import { RetryLater } from '#shared/domain/errors.ts';
import type { RailAnswer, RailOrder, RailState } from '#shared/domain/rail/rail.ts';
import { runSandboxStep } from '#shared/domain/rail/run-sandbox-step.ts';
import type { SandboxStatus, SandboxStep } from '#shared/domain/rail/sandbox-payment.ts';
import { takeSandboxOrder } from '#shared/domain/rail/take-sandbox-order.ts';
import { tellOfSandboxPayment } from '#shared/domain/rail/tell-of-sandbox-payment.ts';
import type { Delivery } from '#shared/domain/webhooks/delivery.ts';
import { fakeSandboxTable } from '../../fakes/sandbox-table.ts';
import { callPort, waiting } from '../engine/call-port.ts';
import { type Process, startProcess } from '../engine/process.ts';
import type { Sim } from '../engine/sim.ts';
import { isExpected } from './is-expected.ts';
import { createQueue } from './queue.ts';

export const webhookSecret = 'AlphaNumeric44CharactersAsSecretsManagerMake';

/** The sandbox bank, which is a part of the product: its use cases are driven, and killed, like the others. */
export interface Bank {
  /** `POST /payments`. Settles when the bank answers; never, when its process dies. */
  order: (order: RailOrder, requestId: string) => Promise<RailAnswer>;
  /** `GET /payments/{id}`. */
  ask: (paymentId: string) => Promise<RailState>;
  /** The bank's truth. */
  statusOf: (paymentId: string) => SandboxStatus | undefined;
  /** What was taken in, oldest first. */
  takings: readonly RailOrder[];
  /** News that is not told yet. */
  untold: () => number;
}

/** `intake` is the front door for webhooks: what it takes is on its queue. */
export function createBank(sim: Sim, intake: (delivery: Delivery) => void): Bank {
  const table = fakeSandboxTable();
  const takings: RailOrder[] = [];

  const queue = createQueue<SandboxStep>(sim, {
    name: 'bank',
    of: ({ paymentId }) => paymentId,
    describe: ({ paymentId, type }) => `news: ${paymentId} is ${type}`,
    visibilityMs: 90_000,
    consumer: { kind: 'bank-news', timeoutMs: 15_000, batchSize: 10 },
    canBeForgotten: false,
    isExpected,
    handle: ({ body }, process) => runStep(body, process),
  });

  const runStep = (step: SandboxStep, process: Process) =>
    runSandboxStep({
      advance: (paymentId, type, failure) =>
        callPort(sim, process, {
          port: 'advance',
          of: paymentId,
          about: `to ${type}`,
          kind: 'write',
          effect: () => table.advance(paymentId, type, failure),
        }),
      post: () =>
        callPort(sim, process, {
          port: 'post',
          of: step.paymentId,
          about: step.type,
          kind: 'exchange',
          effect: async () => intake(signed(step, sim)),
        }),
    })(step);

  const takeOrder = (order: RailOrder, process: Process) =>
    takeSandboxOrder({
      take: (payment) =>
        callPort(sim, process, {
          port: 'take',
          of: order.id,
          kind: 'write',
          effect: () => {
            if (!table.payments.has(order.id)) takings.push(order);
            return table.take(payment);
          },
        }),
      schedule: (step, afterSeconds) =>
        callPort(sim, process, {
          port: 'schedule',
          of: step.paymentId,
          about: step.type,
          kind: 'write',
          effect: async () => queue.send(step, afterSeconds * 1000),
        }),
      markScheduled: (paymentId) =>
        callPort(sim, process, {
          port: 'mark',
          of: paymentId,
          about: 'scheduled',
          kind: 'write',
          effect: () => table.markScheduled(paymentId),
        }),
      wait: (ms) => callPort(sim, process, waiting(sim, ms)),
    });

  return {
    takings,
    untold: queue.waiting,
    statusOf: (paymentId) => table.payments.get(paymentId)?.status,
    ask: async (paymentId) => {
      const payment = await tellOfSandboxPayment(table.find)(paymentId);
      if (!payment) return { status: 'unknown' };
      return readRailState(paymentId, sandboxAnswer(payment)) ?? { status: 'pending' };
    },
    order: (order, requestId) =>
      new Promise((resolve, reject) => {
        startProcess(sim, {
          kind: 'bank-desk',
          about: sim.aliasOf(order.id),
          timeoutMs: 10_000,
          work: (process) => takeOrder(order, process)(order, requestId),
          done: ({ fumbles, payment }) => {
            const answer = fumbles ? undefined : readRailAnswer(order.id, sandboxAnswer(payment));
            if (answer) resolve(answer);
            else reject(new RetryLater('the bank answers 500'));
          },
          failed: (error) => {
            if (!isExpected(error)) sim.violated(`the bank fails unforeseen: ${error}`);
            reject(new RetryLater('the bank answers 500'));
          },
        });
      }),
  };
}

/** As Standard Webhooks says, anew for each attempt. */
function signed({ paymentId, eventId, type, failure, requestId }: SandboxStep, sim: Sim): Delivery {
  const at = new Date(sim.nowMs());
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const body = JSON.stringify({
    type: `payment.${type}`,
    timestamp: at.toISOString(),
    data: { paymentId, ...failure },
  });
  const signature = createHmac('sha256', Buffer.from(webhookSecret, 'base64')).update(
    `${eventId}.${timestamp}.${body}`,
  );
  return {
    id: eventId,
    timestamp,
    signature: `v1,${signature.digest('base64')}`,
    body,
    receivedAt: at.getTime(),
    requestId,
  };
}
