import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Payment } from '#shared/domain/payments/payment.ts';
import { readBook } from '../../ops/actions/audit/read-book.ts';
import { takeLook } from '../../ops/actions/audit/take-look.ts';
import { type Audit, auditLedger } from '../../ops/actions/audit-ledger.ts';
import { eventually } from '../support/eventually.ts';
import { type Happening, histories, letHappen } from '../support/money-history.ts';
import { type Books, causeOf, sentences, shardOf, startBooks } from './audit-ledger-books.ts';
import { type Meanwhile, readMeanwhile } from './audit-ledger-meanwhile.ts';

let books: Books;
beforeAll(async () => {
  books = await startBooks();
});
afterAll(() => books?.stop());

/** Reports on the partner whose balance moves meanwhile, or on all. */
function auditWhile(meanwhile: Meanwhile): Promise<Audit> {
  return readMeanwhile(books.tables.url, meanwhile, (documents) =>
    auditLedger({ ...books.target, documents }, { partnerId: meanwhile.balance?.of, pauseMs: 0 }),
  );
}

/** Reports on a partner while something happens to its balance in each look. */
function auditOf(partnerId: string, each: (look: number) => Promise<unknown>): Promise<Audit> {
  return auditWhile({ balance: { of: partnerId, in: each } });
}

test('whatever happens between any two reads, not even a single look makes a fault of it', async () => {
  let runs = 0;
  let moved = 0;
  const property = fc.asyncProperty(fc.tuple(histories, histories, histories), async (together) => {
    runs += 1;
    const coming = together.flatMap((history, number) => {
      const happen = letHappen(books.store, `partner-${runs}-${number}`);
      const opening: Happening = { does: 'deposit', key: 3, value: 4000 };
      return [opening, ...history].map((happening) => () => happen(happening));
    });
    const page = async () => coming.shift()?.();
    const looks = await readMeanwhile(books.tables.url, { page }, async (documents) => {
      const tables = { ...books.target, documents };
      const first = await takeLook(tables, await readBook(tables));
      return [first, await takeLook(tables, first.after)];
    });
    expect(looks.flatMap(({ faults }) => faults)).toEqual([]);
    moved += looks.filter(({ moving }) => moving.size > 0).length;
  });
  await fc.assert(property, { numRuns: 8, seed: 24 });
  expect(moved).toBeGreaterThan(4);
  expect(await books.audit()).toMatchObject({ verdict: 'right', inMotion: [] });
});

test('writers that never rest are no fault, and once they rest the books are right', async () => {
  const partnerId = 'busy';
  await books.deposit(partnerId, 1_000_000);
  let audited = false;
  let done = 0;
  const writer = async (name: string): Promise<void> => {
    for (let number = 0; !audited; number += 1) {
      const submitted = await books.move(await books.pay(partnerId, 100, `${name}-${number}`), 'submitted');
      await books.move(submitted, number % 2 === 0 ? 'failed' : 'settled');
      done += 1;
    }
  };
  const writers = ['one', 'two', 'three'].map(writer);
  await eventually('money to move', () => done > 3, { everyMs: 5 });
  const audit = await books.audit();
  audited = true;
  await Promise.all(writers);
  expect(audit.faults).toEqual([]);
  expect(audit.payments).toBeGreaterThan(3);
  expect(await books.audit()).toMatchObject({ verdict: 'right', inMotion: [] });
});

/** A partner with 1000 on each shard and a payment of 300 that holds its money. */
async function aPartner(partnerId: string): Promise<Payment> {
  await books.partner(partnerId);
  await books.deposit(partnerId, 8000);
  return books.pay(partnerId, 300, 'one');
}

describe('of a balance that moves in every look', () => {
  test('nothing is said but that', async () => {
    const { partnerId } = await aPartner('restless');
    const balance = (look: number) => books.deposit(partnerId, 8, `more-${look}`);
    const audit = await auditOf(partnerId, balance);
    expect(audit).toMatchObject({ verdict: 'in motion', looks: 5, faults: [], inMotion: ['restless EUR'] });
  });

  test('each shard is known once it rested', async () => {
    const { partnerId } = await aPartner('by-turns');
    const payments = [await books.pay(partnerId, 10, 'a'), await books.pay(partnerId, 10, 'c')];
    expect(new Set(payments.map(shardOf)).size).toBe(2);
    const balance = async (look: number) => {
      const payment = payments[look - 1];
      if (payment) await books.move(payment, 'settled');
    };
    expect(await auditOf(partnerId, balance)).toMatchObject({ verdict: 'right', looks: 2 });
  });

  test('a payment whose entry is gone is named all the same', async () => {
    const held = await aPartner('lacking');
    await books.byHand.deleteEntry(causeOf(held), 'hold');
    const balance = (look: number) => books.deposit(held.partnerId, 8, `more-${look}`);
    const audit = await auditOf(held.partnerId, balance);
    expect(sentences(audit)).toEqual([`lacking EUR ${causeOf(held)}: no hold is booked (it is accepted)`]);
    expect(audit).toMatchObject({ verdict: 'wrong', inMotion: ['lacking EUR'] });
  });
});

test('a difference that stays while the balance moves is a fault, with the numbers of the last look', async () => {
  const held = await aPartner('drifting');
  const shard = shardOf(held);
  await books.byHand.add(held.partnerId, shard, { held: 200 });
  const balance = async (look: number) => {
    if (look === 2) await books.move(held, 'settled');
  };
  const audit = await auditOf(held.partnerId, balance);
  expect(sentences(audit)).toEqual([`drifting EUR shard ${shard}: held is 200 more than its entries say (200, not 0)`]);
  expect(audit).toMatchObject({ verdict: 'wrong', looks: 3, inMotion: [] });
});

test('what one look saw and the next did not is no fault', async () => {
  const { partnerId } = await aPartner('passing');
  const balance = (look: number) => books.byHand.add(partnerId, 0, { held: look === 1 ? 200 : -200 });
  expect(await auditOf(partnerId, balance)).toMatchObject({ verdict: 'right', looks: 2, faults: [] });
});

test('what only the last look saw is in motion', async () => {
  const { partnerId } = await aPartner('late');
  const balance = (look: number) =>
    look < 5 ? books.deposit(partnerId, 8, `more-${look}`) : books.byHand.add(partnerId, 0, { held: 200 });
  expect(await auditOf(partnerId, balance)).toMatchObject({
    ...{ verdict: 'in motion', looks: 5, faults: [] },
    inMotion: ['late EUR'],
  });
});
