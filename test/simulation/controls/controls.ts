import { type Product, production } from '../world/product.ts';
import {
  appliedPerMessage,
  guessing,
  inTwoWrites,
  namedAfter,
  nothingDone,
  recordingOver,
  replacingOver,
  savingOver,
} from './defects.ts';

/** A product with one defect, and what the simulation must find to be wrong with it. */
export interface Control {
  product: Product;
  breaks: RegExp;
}

/**
 * What the simulation is worth: each of these is the product without one of its safeguards. All is well with it as long as
 * nothing goes wrong, and the simulation must find it out.
 */
export const controls: Record<string, Control> = {
  'a consumer that dedupes on the messageId': {
    product: {
      ...production,
      processWebhook: (ports, messageId) => production.processWebhook(namedAfter(messageId, ports), messageId),
    },
    breaks: /has two records/,
  },
  'a consumer that applies whatever comes under a new messageId': {
    product: { ...production, processWebhook: appliedPerMessage },
    breaks: /becomes \w+ twice|has two records|No payment goes from/,
  },
  'a worker that replaces a payment whatever its version is': {
    product: { ...production, submit: (ports, messageId) => production.submit(replacingOver(ports), messageId) },
    breaks: /becomes submitted twice|not declared|No payment goes from/,
  },
  'a consumer that writes a payment whatever its version is': {
    product: {
      ...production,
      processWebhook: (ports, messageId) => production.processWebhook(recordingOver(ports), messageId),
    },
    breaks: /is stuck as|becomes \w+ twice|not declared/,
  },
  'a front door that writes over what its key made': {
    product: { ...production, accept: (ports) => production.accept(savingOver(ports)) },
    breaks: /takes the place of|No payment goes from/,
  },
  'a batch that decides anew on what was refused': {
    product: {
      ...production,
      createBatchPayment: (ports) => production.createBatchPayment({ ...ports, find: async () => undefined }),
    },
    breaks: /is refused in its batch, and taken up again/,
  },
  'an event and its payment written one after the other': {
    product: {
      ...production,
      processWebhook: (ports, messageId) => production.processWebhook(inTwoWrites(ports), messageId),
    },
    breaks: /is stuck as/,
  },
  'a reconciler that guesses': {
    product: { ...production, reconcile: (ports) => production.reconcile(guessing(ports)) },
    breaks: /is failed with us and \w+ with the bank/,
  },
  'no reconciler': {
    product: { ...production, reconcile: () => async () => nothingDone },
    breaks: /is stuck as/,
  },
};
