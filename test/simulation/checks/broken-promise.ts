import { hashRequest } from '#shared/domain/payments/accept-payment.ts';
import { fingerprintIn } from '#shared/domain/payments/payment-id.ts';
import type { Client } from '../population.ts';
import type { Clients } from '../world/clients.ts';
import type { World } from '../world/world.ts';

/** A client that was told of a payment has that very payment, and no other was made for its key. */
export function promiseWatch({ store }: World, { told }: Clients): () => string | undefined {
  const wanted = new Map([...told.keys()].map((client) => [client, hashRequest(client.request)]));
  const brokenFor = (client: Client, id: string) => {
    const payment = store.payments.get(fingerprintIn(id));
    if (!payment) return 'which is lost';
    if (payment.id !== id) return `but its key made ${payment.id}`;
    return payment.requestHash === wanted.get(client) ? undefined : 'which is not what it asked for';
  };
  return () => {
    for (const [client, answers] of told) {
      for (const answer of answers) {
        const broken = 'accepted' in answer ? brokenFor(client, answer.accepted) : undefined;
        if (broken) return `${client.name} was told of a payment, ${broken}`;
      }
    }
    return undefined;
  };
}
