import type { Delivery } from '#shared/domain/webhooks/delivery.ts';
import { type BatchTable, fakeBatchTable } from '../../fakes/batch-table.ts';
import { type FakePaymentStore, fakePaymentStore } from '../../fakes/payment-store.ts';
import type { Sim } from '../engine/sim.ts';
import { type Bank, createBank } from './bank.ts';
import { paymentsQueue, webhooksQueue } from './consumers.ts';
import { createDueIndex, type DueIndex } from './due-index.ts';
import type { Product } from './product.ts';
import type { Queue } from './queue.ts';

/** A simulated Sluice with its bank. */
export interface World {
  sim: Sim;
  product: Product;
  store: FakePaymentStore;
  batches: BatchTable;
  index: DueIndex;
  bank: Bank;
  payments: Queue<PaymentMessage>;
  webhooks: Queue<Delivery>;
  /** Ids of payments that somebody at the bank entered before we sent them. */
  byHand: Set<string>;
}

export interface PaymentMessage {
  paymentId: string;
  requestId: string;
}

/** As the stage `dev` has them. */
export const resendAfterSeconds = 10;
export const askAfterSeconds = 10;

export function createWorld(sim: Sim, product: Product): World {
  const world: World = {
    sim,
    product,
    store: fakePaymentStore({ opening: 0 }),
    batches: fakeBatchTable(),
    index: createDueIndex(sim),
    bank: createBank(sim, (delivery) => world.webhooks.send(delivery)),
    payments: paymentsQueue(sim, () => world),
    webhooks: webhooksQueue(sim, () => world),
    byHand: new Set(),
  };
  return world;
}
