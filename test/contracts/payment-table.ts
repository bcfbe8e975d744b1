import { describe, expect, test } from '@jest/globals';
import type { PaymentStore } from '../fakes/payment-store.ts';
import { aPayment, aRequest, aScope, someMs } from '../support/a-payment.ts';

/** What every payments table does. `table` gives the one under test; each test uses partners of its own. */
export function paymentTableContract(name: string, table: () => PaymentStore): void {
  describe(`${name}, as a payments table`, () => {
    test('what is saved is found, whole', async () => {
      const payment = aPayment({ scope: aScope({ partnerId: 'whole' }), batchId: 'batch-1' });
      expect(await table().save(payment)).toEqual({ outcome: 'saved' });
      expect(await table().find(payment.id)).toEqual(payment);
    });

    test('nothing is found where nothing was saved', async () => {
      expect(await table().find(aPayment({ scope: aScope({ partnerId: 'nobody' }) }).id)).toBeUndefined();
    });

    test('a second payment of the same partner, route and key gives back the first, however much later', async () => {
      const scope = aScope({ partnerId: 'twice' });
      const first = aPayment({ scope });
      await table().save(first);
      const second = aPayment({ scope, atMs: someMs + 3_600_000, ...aRequest({ reference: 'another' }) });
      expect(await table().save(second)).toEqual({ outcome: 'exists', payment: first });
      expect(await table().find(second.id)).toEqual(first);
    });

    test('of many saves at once exactly one saves', async () => {
      const payment = aPayment({ scope: aScope({ partnerId: 'race' }) });
      const saves = await Promise.all(Array.from({ length: 10 }, () => table().save(payment)));
      expect(saves.filter(({ outcome }) => outcome === 'saved')).toHaveLength(1);
      expect(saves.filter(({ outcome }) => outcome === 'exists')).toHaveLength(9);
    });

    describe('with five payments of one partner and one of another', () => {
      const mine = Array.from({ length: 5 }, (_, n) =>
        aPayment({
          scope: aScope({ partnerId: 'lister', key: `key-${n}` }),
          atMs: someMs + n * 1000,
          status: n % 2 === 0 ? 'accepted' : 'submitted',
        }),
      );
      const newestFirst = mine.map(({ id }) => id).reverse();
      const fill = async () => {
        for (const payment of mine) await table().save(payment);
        await table().save(aPayment({ scope: aScope({ partnerId: 'other-lister' }) }));
      };
      const idsOf = async (list: { status?: 'accepted'; limit: number; afterId?: string }) => {
        const { payments, more } = await table().list({ partnerId: 'lister', ...list });
        return { ids: payments.map(({ id }) => id), more };
      };

      test('a list has the newest first and only its partner’s', async () => {
        await fill();
        expect(await idsOf({ limit: 100 })).toEqual({ ids: newestFirst, more: false });
      });

      test('pages follow each other without gap or overlap, and the last says that it is', async () => {
        await fill();
        expect(await idsOf({ limit: 2 })).toEqual({ ids: newestFirst.slice(0, 2), more: true });
        expect(await idsOf({ limit: 2, afterId: newestFirst[1] })).toEqual({
          ids: newestFirst.slice(2, 4),
          more: true,
        });
        expect(await idsOf({ limit: 2, afterId: newestFirst[3] })).toEqual({ ids: newestFirst.slice(4), more: false });
      });

      test('a page that ends with the list says that there is no more', async () => {
        await fill();
        expect(await idsOf({ limit: 5 })).toEqual({ ids: newestFirst, more: false });
      });

      test('a status selects', async () => {
        await fill();
        const accepted = [newestFirst[0], newestFirst[2], newestFirst[4]];
        expect(await idsOf({ status: 'accepted', limit: 2 })).toEqual({ ids: accepted.slice(0, 2), more: true });
        expect(await idsOf({ status: 'accepted', limit: 2, afterId: newestFirst[2] })).toEqual({
          ids: accepted.slice(2),
          more: false,
        });
      });
    });
  });
}
