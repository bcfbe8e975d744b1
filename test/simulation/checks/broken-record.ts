import type { World } from '../world/world.ts';

/** Ids of what we concluded ourselves from an answer of the bank; all others are ids of events that it posted. */
const ownIds = /^(ask|answer)-/;

/**
 * The bank posts one event of each type about a payment, as often as it takes to be heard. Two records of it mean that it was
 * taken for two events.
 */
export function recordWatch({ store: { recorded } }: World): () => string | undefined {
  let looked = 0;
  return () => {
    if (recorded.size === looked) return undefined;
    looked = recorded.size;
    const seen = new Set<string>();
    for (const [id, { paymentId, type }] of recorded) {
      if (ownIds.test(id)) continue;
      const event = `${paymentId} ${type}`;
      if (seen.has(event)) return `the bank's one event that ${paymentId} is ${type} has two records`;
      seen.add(event);
    }
    return undefined;
  };
}
