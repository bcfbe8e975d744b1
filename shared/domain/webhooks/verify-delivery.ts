import { checkSignature, type Verified } from './check-signature.ts';
import type { Delivery } from './delivery.ts';
import type { QuarantineReason } from './quarantine-reason.ts';

/**
 * The source's live secrets, the current one and the one before. `fresh` asks for what is stored now; the adapter may
 * give the cached ones if it has just looked. Throws `RetryLater` when they cannot be read.
 */
export type WebhookSecrets = (options?: { fresh: boolean }) => Promise<readonly string[]>;

export type VerifyDelivery = (delivery: Delivery) => Promise<Verified | QuarantineReason>;

/** A signature that fits none of the cached secrets may be of one that was rotated in since: look once more. */
export function verifyDelivery(secrets: WebhookSecrets): VerifyDelivery {
  return async (delivery) => {
    const verdict = checkSignature(delivery, await secrets());
    return verdict === 'bad-signature' ? checkSignature(delivery, await secrets({ fresh: true })) : verdict;
  };
}
