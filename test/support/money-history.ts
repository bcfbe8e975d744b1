import fc from 'fast-check';
import { DomainError } from '#shared/domain/errors.ts';
import { type BookDeposit, depositOf } from '#shared/domain/ledger/deposit.ts';
import { acceptPayment } from '#shared/domain/payments/accept-payment.ts';
import { applyRailEvent } from '#shared/domain/payments/apply-rail-event.ts';
import type { RailEvent } from '#shared/domain/payments/payment.ts';
import { paymentIdOf } from '#shared/domain/payments/payment-id.ts';
import { submitPayment } from '#shared/domain/payments/submit-payment.ts';
import type { PaymentStore } from '../fakes/payment-store.ts';
import { aRequest, aScope, someMs } from './a-payment.ts';

/** One thing that happens to the money of a partner. Keys are few, so that repeats and reuses are common. */
export type Happening =
  | { does: 'deposit'; key: number; value: number }
  | { does: 'accept'; key: number; value: number }
  | { does: 'submit'; key: number }
  | { does: 'event'; key: number; type: RailEvent['type']; copy: number };

const key = fc.nat({ max: 5 });
const value = fc.integer({ min: 1, max: 400 });
const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ does: fc.constant('deposit' as const), key: fc.nat({ max: 2 }), value }),
  fc.record({ does: fc.constant('accept' as const), key, value: fc.constantFrom(50, 150, 400) }),
  fc.record({ does: fc.constant('submit' as const), key }),
  fc.record({
    does: fc.constant('event' as const),
    key,
    type: fc.constantFrom('settled' as const, 'failed' as const, 'returned' as const),
    copy: fc.nat({ max: 1 }),
  }),
);

export const histories = fc.array(happening, { minLength: 5, maxLength: 40 });

/** Lets it happen through the use cases, and says in a word or two what came of it. */
export function letHappen(store: PaymentStore, partnerId: string): (happening: Happening) => Promise<string> {
  const clock = { nowMs: () => someMs, pause: async () => {} };
  const accept = acceptPayment({ ...clock, save: store.save, enqueue: async () => {}, resendAfterSeconds: 10 });
  const apply = applyRailEvent({ ...store, ...clock });
  const send = async () => ({ answer: 'taken' as const });
  const submit = submitPayment({ ...store, ...clock, apply, send, askAfterSeconds: 10 });
  const scopeOf = (number: number) => aScope({ partnerId, key: `key-${number}` });
  const idOf = (number: number) => paymentIdOf(scopeOf(number), someMs);
  const book: BookDeposit = store.deposit;

  return async (happening) => {
    try {
      switch (happening.does) {
        case 'deposit': {
          const amount = { value: happening.value, currency: 'EUR' };
          const at = new Date(someMs).toISOString();
          return await book(depositOf({ partnerId, amount, key: `deposit-${happening.key}` }, at));
        }
        case 'accept': {
          const request = aRequest({ amount: { value: happening.value, currency: 'EUR' } });
          const scope = scopeOf(happening.key);
          return (await accept({ scope, request, requestId: 'request-1' })).outcome;
        }
        case 'submit':
          return (await submit({ paymentId: idOf(happening.key), requestId: 'request-1' })).outcome;
        case 'event': {
          const { type, copy } = happening;
          const id = `evt-${partnerId}-${happening.key}-${type}-${copy}`;
          const applied = await apply(idOf(happening.key), { id, type }, 'request-1');
          return applied.outcome === 'recorded' ? applied.verdict : applied.outcome;
        }
      }
    } catch (error) {
      if (error instanceof DomainError) return `${error.code} ${error.available?.value ?? ''}`;
      throw error;
    }
  };
}
