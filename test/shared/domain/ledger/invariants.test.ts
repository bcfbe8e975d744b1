import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Movement } from '#shared/domain/ledger/movement.ts';
import { fakePaymentStore } from '../../../fakes/payment-store.ts';
import { balancesIn, faultsIn } from '../../../support/books.ts';
import { histories, letHappen } from '../../../support/money-history.ts';
import { startTables, type Tables } from '../../../support/start-tables.ts';
import { tableStore } from '../../../support/table-store.ts';

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables?.stop());

describe('whatever happens to the money of a partner', () => {
  test('after every step the books are in order and the balances are what the entries come to', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const store = fakePaymentStore({ opening: 0 });
        const happens = letHappen(store, 'acme');
        for (const happening of history) {
          await happens(happening);
          expect(await store.balances('acme')).toEqual(balancesIn(store.ledger.entries, 'acme'));
        }
        expect(faultsIn(store.ledger.entries)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('each payment’s money is where its state says', async () => {
    const whereabouts = { accepted: 'held', submitted: 'held', settled: 'settled', failed: '', returned: '' };
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const store = fakePaymentStore({ opening: 0 });
        const happens = letHappen(store, 'acme');
        for (const happening of history) {
          await happens(happening);
          const sums = { held: 0, settled: 0, '': 0 };
          for (const { status, amount } of store.payments.values()) sums[whereabouts[status] as 'held'] += amount.value;
          const [balance = { held: 0, settled: 0 }] = await store.balances('acme');
          expect(balance).toMatchObject({ held: sums.held, settled: sums.settled });
        }
      }),
      { numRuns: 300 },
    );
  });

  test('DynamoDB does what the ledger in memory does, step by step', async () => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const partnerId = `history-${runs++}`;
        const real = tableStore(tables.documents, { opening: 0 });
        const model = fakePaymentStore({ opening: 0 });
        const [happens, shouldHappen] = [letHappen(real, partnerId), letHappen(model, partnerId)];
        for (const happening of history) {
          expect([happening, await happens(happening)]).toEqual([happening, await shouldHappen(happening)]);
          expect(await real.balances(partnerId)).toEqual(await model.balances(partnerId));
        }
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});

describe('the check itself', () => {
  const amount = { value: 10, currency: 'EUR' };
  const entry = (kind: Movement['kind'], cause: string = kind): Movement => ({
    cause,
    kind,
    partnerId: 'acme',
    amount,
    at: '',
  });

  test.each([
    ['money spent that was not there', [entry('hold')], /available is -10/],
    [
      'a payment settled twice over',
      [entry('deposit'), entry('hold'), entry('settle'), entry('settle', 'x')],
      /held is -10/,
    ],
    ['a movement booked twice', [entry('deposit'), entry('deposit')], /booked twice/],
  ])('finds %s', (_, entries, fault) => {
    expect(faultsIn(entries).join('\n')).toMatch(fault);
  });
});
