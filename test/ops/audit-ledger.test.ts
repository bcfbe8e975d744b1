import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Payment } from '#shared/domain/payments/payment.ts';
import { OperatorMistake } from '../../ops/operator-mistake.ts';
import { aPayment, aScope } from '../support/a-payment.ts';
import { histories, letHappen } from '../support/money-history.ts';
import { type Books, causeOf, euros, movementOf, sentences, shardOf, startBooks } from './audit-ledger-books.ts';

let books: Books;
beforeAll(async () => {
  books = await startBooks();
});
afterAll(() => books?.stop());

test('an empty ledger is right', async () => {
  const nothing = { entries: 0, payments: 0, balances: [], faults: [], inMotion: [] };
  expect(await books.audit()).toEqual({ verdict: 'right', looks: 1, ...nothing });
});

test('a true history is right in one look, and is counted', async () => {
  await books.partner('true');
  await books.deposit('true', 8000);
  await books.deposit('true', 5, 'second');
  await books.pay('true', 100, 'accepted');
  await books.move(await books.pay('true', 200, 'submitted'), 'submitted');
  await books.move(await books.pay('true', 400, 'settled'), 'settled');
  await books.move(await books.pay('true', 800, 'failed'), 'failed');
  await books.move(await books.move(await books.pay('true', 5000, 'returned'), 'settled'), 'returned');
  const owner = { partnerId: 'true', currency: 'EUR' };
  expect(await books.audit({ partnerId: 'true' })).toEqual({
    ...{ verdict: 'right', looks: 1, entries: 11, payments: 5, faults: [], inMotion: [] },
    balances: [{ ...owner, entries: 11, deposits: 2, open: 2, done: 3, available: 7305, held: 300, settled: 400 }],
  });
});

test('whatever the use cases make of a history is right', async () => {
  const samples = fc.sample(histories, { numRuns: 10, seed: 7 });
  for (const [number, history] of samples.entries()) {
    const happen = letHappen(books.store, `sample-${number}`);
    for (const happening of history) await happen(happening);
  }
  expect(await books.audit()).toMatchObject({ verdict: 'right', faults: [], inMotion: [] });
});

test('a partner without money or payments is right', async () => {
  await books.partner('idle');
  expect(await books.audit({ partnerId: 'idle' })).toMatchObject({ verdict: 'right', entries: 0, balances: [] });
});

test('a partner that there is not is the operator’s mistake', async () => {
  const mistake = await books.audit({ partnerId: 'acne' }).catch((error: unknown) => error);
  expect(mistake).toBeInstanceOf(OperatorMistake);
  expect(String(mistake)).toContain('There is no partner acne.');
});

/** What a test may write, knowing what the partner has: 1000 on each shard but for these two payments. */
interface Scene {
  partnerId: string;
  /** Settled, 500. */
  settled: Payment;
  /** Accepted, 300, on another shard. */
  held: Payment;
}

let scenes = 0;
async function aScene(): Promise<Scene> {
  scenes += 1;
  const partnerId = `scene-${scenes}`;
  await books.partner(partnerId);
  await books.deposit(partnerId, 8000);
  const settled = await books.move(await books.pay(partnerId, 500, 'one'), 'settled');
  const keys = Array.from({ length: 20 }, (_, number) => `other-${number}`);
  const key = keys.find((each) => shardOf(aPayment({ scope: aScope({ partnerId, key: each }) })) !== shardOf(settled));
  return { partnerId, settled, held: await books.pay(partnerId, 300, String(key)) };
}

async function expectFaults(partnerId: string, faults: string[]): Promise<void> {
  const audit = await books.audit({ partnerId });
  expect(sentences(audit).toSorted()).toEqual(faults.toSorted());
  expect(audit).toMatchObject({ verdict: 'wrong', looks: 2, inMotion: [] });
  for (const fault of audit.faults) expect(fault).toMatchObject({ partnerId, currency: 'EUR' });
}

describe('a payment', () => {
  test('whose entry is gone is named, and the shard that still has it', async () => {
    const { partnerId, settled } = await aScene();
    await books.byHand.deleteEntry(causeOf(settled), 'settle');
    await expectFaults(partnerId, [
      `${partnerId} EUR ${causeOf(settled)}: no settle is booked (it is settled)`,
      `${partnerId} EUR shard ${shardOf(settled)}: held is 500 less than its entries say (0, not 500)`,
      `${partnerId} EUR shard ${shardOf(settled)}: settled is 500 more than its entries say (500, not 0)`,
    ]);
  });

  test('whose status was moved on by hand lacks an entry', async () => {
    const { partnerId, held } = await aScene();
    await books.byHand.putPayment({ ...held, status: 'settled' });
    await expectFaults(partnerId, [`${partnerId} EUR ${causeOf(held)}: no settle is booked (it is settled)`]);
  });

  test('whose status was changed to another end has an entry too many and one too few', async () => {
    const { partnerId, settled } = await aScene();
    await books.byHand.putPayment({ ...settled, status: 'failed' });
    await expectFaults(partnerId, [
      `${partnerId} EUR ${causeOf(settled)}: no release is booked (it is failed)`,
      `${partnerId} EUR ${causeOf(settled)}: settle is booked against its status (it is failed)`,
    ]);
  });

  test('whose money moved twice in ways that exclude each other is named', async () => {
    const { partnerId, settled } = await aScene();
    await books.byHand.book(movementOf(settled, 'return'), shardOf(settled));
    await expectFaults(partnerId, [
      `${partnerId} EUR ${causeOf(settled)}: return is booked against its status (it is settled)`,
    ]);
  });

  test('of another amount than its entries is named with both', async () => {
    const { partnerId, held } = await aScene();
    await books.byHand.putPayment({ ...held, amount: euros(301) });
    await expectFaults(partnerId, [
      `${partnerId} EUR ${causeOf(held)}: hold is booked as 300 of ${partnerId} EUR, its payment is 301 of ${partnerId} EUR`,
    ]);
  });

  test('whose money was held on the shard of others is named', async () => {
    const { partnerId, settled } = await aScene();
    const payment = { ...settled, id: aPayment({ scope: aScope({ partnerId, key: 'astray' }) }).id };
    const elsewhere = (shardOf(payment) + 1) % 8;
    await books.byHand.putPayment({ ...payment, status: 'accepted' });
    await books.byHand.book(movementOf(payment, 'hold'), elsewhere);
    await expectFaults(partnerId, [
      `${partnerId} EUR ${causeOf(payment)}: hold is booked on shard ${elsewhere}, its payment is on ${shardOf(payment)}`,
    ]);
  });

  test('that is gone leaves entries without a payment', async () => {
    const { partnerId, settled } = await aScene();
    await books.byHand.deletePayment(settled);
    await expectFaults(partnerId, [
      `${partnerId} EUR ${causeOf(settled)}: hold 500 is booked without a payment`,
      `${partnerId} EUR ${causeOf(settled)}: settle 500 is booked without a payment`,
    ]);
  });

  test('that came without its money is named', async () => {
    const { partnerId } = await aScene();
    const forged = aPayment({ scope: aScope({ partnerId, key: 'forged' }), amount: euros(7) });
    await books.byHand.putPayment(forged);
    await expectFaults(partnerId, [`${partnerId} EUR ${causeOf(forged)}: no hold is booked (it is accepted)`]);
  });

  test('that was booked for another partner is named on both sides', async () => {
    const [mine, other] = [await aScene(), await aScene()];
    const hold = movementOf(mine.held, 'hold', { partnerId: other.partnerId });
    await books.byHand.book(hold, shardOf(mine.held));
    const shard = shardOf(mine.held);
    await expectFaults(mine.partnerId, [
      `${mine.partnerId} EUR ${causeOf(mine.held)}: hold is booked as 300 of ${other.partnerId} EUR, its payment is 300 of ${mine.partnerId} EUR`,
      `${mine.partnerId} EUR shard ${shard}: available is 300 less than its entries say (700, not 1000)`,
      `${mine.partnerId} EUR shard ${shard}: held is 300 more than its entries say (300, not 0)`,
    ]);
    expect(await books.audit({ partnerId: other.partnerId })).toMatchObject({ verdict: 'right' });
  });
});

describe('an entry', () => {
  test('whose legs do not add up to its amount is named with both', async () => {
    const { partnerId, settled } = await aScene();
    await books.byHand.deleteEntry(causeOf(settled), 'settle');
    await books.byHand.add(partnerId, shardOf(settled), { held: 500, settled: -500 });
    const legs = [
      { account: 'held', value: -500 },
      { account: 'settled', value: 400 },
    ];
    await books.byHand.book(movementOf(settled, 'settle'), shardOf(settled), legs);
    await expectFaults(partnerId, [
      `${partnerId} EUR ${causeOf(settled)}: settle is booked as held -500, settled 400, not as held -500, settled 500`,
    ]);
  });

  test('that goes a way that its kind does not is named', async () => {
    const { partnerId } = await aScene();
    const refund = aPayment({ scope: aScope({ partnerId, key: 'refund' }), amount: euros(7), status: 'accepted' });
    await books.byHand.putPayment(refund);
    const legs = [
      { account: 'clearing', value: -7 },
      { account: 'available', value: 7 },
    ];
    await books.byHand.book(movementOf(refund, 'hold'), shardOf(refund), legs);
    await expectFaults(partnerId, [
      `${partnerId} EUR ${causeOf(refund)}: hold is booked as available 7, clearing -7, not as available -7, held 7`,
    ]);
  });

  test('of a deposit for another partner than its key says is named', async () => {
    const { partnerId } = await aScene();
    const at = '2026-11-20T09:00:00.000Z';
    const cause = 'deposit#somebody#key';
    await books.store.deposit({ cause, kind: 'deposit', partnerId, amount: euros(80), at });
    await expectFaults(partnerId, [`${partnerId} EUR ${cause}: it is booked for ${partnerId}`]);
  });

  test('that no deposit makes is named', async () => {
    const { partnerId, held } = await aScene();
    const cause = `deposit#${partnerId}#first`;
    await books.byHand.book(movementOf(held, 'hold', { cause }), 0);
    await expectFaults(partnerId, [`${partnerId} EUR ${cause}: hold is booked without a payment`]);
  });
});

describe('a shard', () => {
  test('that has more than its entries is named with both numbers', async () => {
    const { partnerId, held } = await aScene();
    await books.byHand.add(partnerId, shardOf(held), { held: 200 });
    await expectFaults(partnerId, [
      `${partnerId} EUR shard ${shardOf(held)}: held is 200 more than its entries say (500, not 300)`,
    ]);
  });

  test('that gave to another without an entry is named, and so is the other', async () => {
    const { partnerId, held, settled } = await aScene();
    await books.byHand.add(partnerId, shardOf(held), { available: -1 });
    await books.byHand.add(partnerId, shardOf(settled), { available: 1 });
    await expectFaults(partnerId, [
      `${partnerId} EUR shard ${shardOf(held)}: available is 1 less than its entries say (699, not 700)`,
      `${partnerId} EUR shard ${shardOf(settled)}: available is 1 more than its entries say (501, not 500)`,
    ]);
  });

  test('that counts another number of deposits is named with both', async () => {
    const { partnerId } = await aScene();
    await books.byHand.add(partnerId, 2, { deposits: 1 });
    await expectFaults(partnerId, [`${partnerId} EUR shard 2: deposits is 1 more than its entries say (2, not 1)`]);
  });

  test('that is gone is named', async () => {
    const { partnerId } = await aScene();
    await books.byHand.deleteShard(partnerId, 7);
    await expectFaults(partnerId, [`${partnerId} EUR shard 7 is missing`]);
  });

  test('that nothing made is named', async () => {
    const { partnerId } = await aScene();
    const zeros = { available: 0, held: 0, settled: 0, clearing: 0, deposits: 0 };
    await books.byHand.put('LedgerTable', { pk: `balance#${partnerId}`, sk: 'CHF#03', ...zeros });
    const audit = await books.audit({ partnerId });
    expect(sentences(audit)).toEqual([`${partnerId} CHF shard 3 is there without an entry`]);
  });

  test('below zero is named, also when its entries agree', async () => {
    const { partnerId } = await aScene();
    const large = aPayment({ scope: aScope({ partnerId, key: 'large' }), amount: euros(5000) });
    await books.byHand.putPayment(large);
    await books.byHand.book(movementOf(large, 'hold'), shardOf(large));
    const [{ says, now = '' } = { says: '' }, ...more] = (await books.audit({ partnerId })).faults;
    expect([says, Number(now) < 0, more]).toEqual([
      `${partnerId} EUR shard ${shardOf(large)}: available is below zero`,
      true,
      [],
    ]);
  });

  test('whose clearing is above zero is named, for nobody owes the world', async () => {
    const { partnerId } = await aScene();
    await books.byHand.add(partnerId, 4, { clearing: 1001 });
    await expectFaults(partnerId, [
      `${partnerId} EUR shard 4: clearing is 1001 more than its entries say (1, not -1000)`,
      `${partnerId} EUR shard 4: clearing is above zero (1)`,
    ]);
  });
});

test('faults of others are left out of a report on one partner, and nothing else', async () => {
  const [broken, whole] = [await aScene(), await aScene()];
  await books.byHand.add(broken.partnerId, 0, { held: 1 });
  expect(await books.audit({ partnerId: whole.partnerId })).toMatchObject({
    ...{ verdict: 'right', entries: 4, payments: 2 },
    balances: [{ partnerId: whole.partnerId }],
  });
  const names = (await books.audit()).faults.map(({ partnerId }) => partnerId);
  expect(names).toContain(broken.partnerId);
  expect(names).not.toContain(whole.partnerId);
});

test('what cannot be read is named, whoever is asked for, and ends nothing', async () => {
  const { partnerId, held } = await aScene();
  const { byHand } = books;
  await byHand.put('LedgerTable', { pk: 'deposit#who#knows', sk: 'deposit', amount: 'much' });
  await byHand.put('PaymentsTable', { pk: causeOf(held), creditor: { name: 'Ada Lovelace' } });
  await byHand.put('LedgerTable', { pk: `balance#${partnerId}`, sk: 'EUR#05', held: 'much' });
  const audit = await books.audit({ partnerId });
  expect(sentences(audit).toSorted()).toEqual(
    [
      'deposit#who#knows: deposit is not kept as entries are',
      `${causeOf(held)} is not kept as payments are`,
      `${partnerId} EUR shard 5 is not kept as balances are`,
    ].toSorted(),
  );
});
