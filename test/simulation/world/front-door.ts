import { readCreatePayment } from '#shared/contracts/create-payment.ts';
import { createBatchPayment } from '#shared/domain/batches/create-batch-payment.ts';
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
  const create = createBatchPayment({
    read: readCreatePayment,
    accept,
    save: (_, { index, status }) =>
      callPort(world.sim, process, {
        port: 'save result',
        about: `${index}: ${status}`,
        kind: 'write',
        effect: async () => {},
      }),
  });
  const { result } = await create({ partnerId, batchId: key, index: 0, payment: request, requestId });
  return result.status === 'accepted' ? { accepted: result.paymentId } : { refused: 'refused in its batch' };
}
