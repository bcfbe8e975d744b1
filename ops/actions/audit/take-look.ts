import { checkBalances } from './check-balances.ts';
import { checkEntry } from './check-entry.ts';
import { checkAgainstPayment, checkEntriesOf } from './check-payments.ts';
import type { Fault, Findings } from './fault.ts';
import { type ReadBook, readBook } from './read-book.ts';
import { type ReadPayments, readPayments } from './read-payments.ts';
import { type ReadStoredBalances, readStoredBalances } from './read-stored-balances.ts';
import type { AuditedTables } from './tables.ts';

export interface Look extends Findings {
  after: ReadBook;
  payments: ReadPayments['payments'];
  stored: ReadStoredBalances['stored'];
}

/**
 * Reads payments and balances, then the entries again, and compares what was read in between with both readings.
 *
 * No order of single readings would do while money moves: a payment read after the entries may have moved on and seem to
 * lack one, a payment read before them to have one too many. But entries only ever come, they come together with the status
 * and the balance that go with them, and no status goes back. So what was there `before` belongs to what is read now, and
 * what that implies is there after: of a payment a look is right at once, however it moves.
 */
export async function takeLook(tables: AuditedTables, before: ReadBook): Promise<Look> {
  const { stored, unreadable: shards } = await readStoredBalances(tables, before.partnerIds);
  const { payments, unreadable: others } = await readPayments(tables);
  const wrongEntries: Fault[] = [];
  const after = await readBook(tables, (entry) => {
    wrongEntries.push(...checkEntry(entry), ...checkAgainstPayment(entry, payments, before.book));
  });
  const balances = checkBalances(before.book, stored, after.book);
  const missing = checkEntriesOf(payments, after.book);
  const unreadable = [...shards, ...others, ...after.unreadable];
  return {
    faults: [...unreadable, ...wrongEntries, ...missing, ...balances.faults],
    moving: balances.moving,
    after,
    payments,
    stored,
  };
}
