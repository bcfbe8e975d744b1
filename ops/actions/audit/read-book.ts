import { balancePartition, ledgerEntry } from '#shared/contracts/ledger-items.ts';
import { type Book, type Entry, emptyBook, enter } from './book.ts';
import type { Fault } from './fault.ts';
import { scanTable } from './scan-table.ts';
import type { AuditedTables } from './tables.ts';

export interface ReadBook {
  book: Book;
  /** Who has entries or balances. */
  partnerIds: Set<string>;
  /** What is among the entries and is none. */
  unreadable: Fault[];
}

/** Reads the whole ledger once and shows each entry to `look`; none is kept. */
export async function readBook(
  { documents, ledgerTable }: AuditedTables,
  look: (entry: Entry) => void = () => {},
): Promise<ReadBook> {
  const read: ReadBook = { book: emptyBook(), partnerIds: new Set(), unreadable: [] };
  for await (const items of scanTable(documents, ledgerTable)) for (const item of items) take(item, read, look);
  return read;
}

const balances = balancePartition('');

/** Of a balance only the owner is taken down: what it is has to be read at another moment. */
function take(item: Record<string, unknown>, { book, partnerIds, unreadable }: ReadBook, look: (entry: Entry) => void) {
  const key = String(item.pk);
  if (key.startsWith(balances)) {
    partnerIds.add(key.slice(balances.length));
    return;
  }
  const { success, data: entry } = ledgerEntry.safeParse(item);
  if (success) {
    partnerIds.add(entry.partnerId);
    enter(book, entry);
    look(entry);
  } else {
    unreadable.push({ about: key, says: `${key}: ${item.sk} is not kept as entries are` });
  }
}
