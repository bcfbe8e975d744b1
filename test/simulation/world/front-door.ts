import { readCreatePayment } from '#shared/contracts/create-payment.ts';
import { callPort } from '../engine/call-port.ts';
import type { Process } from '../engine/process.ts';
import { type Client, scopeOf } from '../population.ts';
import { portsOf } from './ports-of.ts';
import { resendAfterSeconds, type World } from './world.ts';

/** An answer that is not to be asked for again: the payment's id, or why there is none. */
export type Told = { accepted: string } | { refused: string };

/** One request: POST /v1/payments, or a task of the state machine for an item of a batch. */
export async function answerTo(world: World, client: Client, requestId: string, process: Process): Promise<Told> {
  const { partnerId, key, request } = client;
  const accept = world.product.accept({ ...portsOf(world, process), resendAfterSeconds });
  if (client.way === 'front-door') {
    const { payment } = await accept({ scope: scopeOf(client), request, requestId });
    return { accepted: payment.id };
  }
  const name = { partnerId, batchId: key };
  const standing = await world.batches.findResult(name, 0);
  const create = world.product.createBatchPayment({
    read: readCreatePayment,
    accept: (command) => {
      if (standing?.status === 'refused')
        world.sim.violated(`${client.name} is refused in its batch, and taken up again`);
      return accept(command);
    },
    find: (name, index) =>
      callPort(world.sim, process, {
        port: 'find result',
        about: `${index}`,
        kind: 'read',
        effect: () => world.batches.findResult(name, index),
      }),
    save: (name, result) =>
      callPort(world.sim, process, {
        port: 'save result',
        about: `${result.index}: ${result.status}`,
        kind: 'write',
        effect: () => world.batches.saveResult(name, result),
      }),
  });
  const { result } = await create({ ...name, index: 0, payment: request, requestId });
  return result.status === 'accepted' ? { accepted: result.paymentId } : { refused: 'refused in its batch' };
}
