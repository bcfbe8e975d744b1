import type { Payment } from '#shared/domain/payments/payment.ts';
import type { World } from './world.ts';

/** A payment as it was, unless it was not there yet, and as it is now. */
export interface Write {
  before: Payment | undefined;
  after: Payment;
}

/** Gives what was written to payments since the last look, and has the index follow. */
export function followWrites({ store, index }: World): () => Write[] {
  const seen = new Map<string, Payment>();
  return () => {
    const writes: Write[] = [];
    for (const [key, after] of store.payments) {
      const before = seen.get(key);
      if (before === after) continue;
      seen.set(key, after);
      index.follow(after);
      writes.push({ before, after });
    }
    return writes;
  };
}
