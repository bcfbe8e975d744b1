import { readRailEvent } from '#shared/contracts/webhook-event.ts';
import type { Delivery } from '#shared/domain/webhooks/delivery.ts';
import { verifyDelivery } from '#shared/domain/webhooks/verify-delivery.ts';
import { callPort } from '../engine/call-port.ts';
import type { Process } from '../engine/process.ts';
import type { Sim } from '../engine/sim.ts';
import { webhookSecret } from './bank.ts';
import { isExpected } from './is-expected.ts';
import { portsOf } from './ports-of.ts';
import { createQueue, type Message, type Queue } from './queue.ts';
import { askAfterSeconds, type PaymentMessage, type World } from './world.ts';

/** PaymentsQueue with the worker that hands payments to the bank. */
export function paymentsQueue(sim: Sim, world: () => World): Queue<PaymentMessage> {
  return createQueue(sim, {
    name: 'payments',
    of: ({ paymentId }) => paymentId,
    describe: ({ paymentId }) => `message of ${paymentId}`,
    visibilityMs: 180_000,
    consumer: { kind: 'worker', timeoutMs: 30_000, batchSize: 5 },
    canBeForgotten: true,
    isExpected,
    handle: ({ messageId, body }, process) =>
      world().product.submit({ ...portsOf(world(), process), askAfterSeconds }, messageId)(body),
  });
}

/** WebhooksQueue with the consumer that applies what the bank posted. */
export function webhooksQueue(sim: Sim, world: () => World): Queue<Delivery> {
  return createQueue(sim, {
    name: 'webhooks',
    of: ({ id = '' }) => /pay_\w{26}/.exec(id)?.[0] ?? id,
    describe: ({ id }) => `delivery of ${id}`,
    visibilityMs: 90_000,
    consumer: { kind: 'webhook-consumer', timeoutMs: 15_000, batchSize: 10 },
    // A return of a settled payment is told once, and nobody asks for it.
    canBeForgotten: false,
    isExpected,
    handle: (message, process) => processDelivery(world(), message, process),
  });
}

async function processDelivery(world: World, { messageId, body }: Message<Delivery>, process: Process): Promise<void> {
  const { sim, product } = world;
  const secrets = async () => {
    const effect = async () => ({ outcome: 'known', keys: [webhookSecret] });
    return (await callPort(sim, process, { port: 'secrets', kind: 'read', effect })).keys;
  };
  const ports = {
    ...portsOf(world, process),
    verify: verifyDelivery(secrets),
    read: readRailEvent,
    // The bank sends nothing but the truth, so there is nothing to set aside.
    quarantine: async (_: Delivery, reason: string) => {
      sim.violated(`a genuine delivery is set aside: ${reason}`);
      return 'kept' as const;
    },
  };
  const processed = await product.processWebhook(ports, messageId)(body);
  if (processed.outcome === 'applied' && processed.verdict === 'refused')
    sim.violated(`a true event is refused: ${body.id}`);
}
