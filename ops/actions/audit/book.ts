import type * as z from 'zod/mini';
import type { ledgerEntry } from '#shared/contracts/ledger-items.ts';
import { type Account, accounts } from '#shared/domain/ledger/movement.ts';
import { type Kinds, kindsOf } from './kinds.ts';
import { nameOf, type Owner } from './owner.ts';

export type Entry = z.infer<typeof ledgerEntry>;

/** What the entries come to, in one reading of the ledger. */
export interface Book {
  /** By cause: the kinds of entry that each payment has. */
  booked: Map<string, Kinds>;
  /** By the balance's name. */
  balances: Map<string, BookedBalance>;
}

export interface BookedBalance extends Owner {
  entries: number;
  deposits: number;
  shards: Map<number, BookedShard>;
}

/** How many legs were booked on a shard, and what they come to. Sums of all time are exact whatever their size. */
export type BookedShard = Record<Account, bigint> & { legs: number };

export function emptyBook(): Book {
  return { booked: new Map(), balances: new Map() };
}

export function isOfPayment({ pk }: Pick<Entry, 'pk'>): boolean {
  return pk.startsWith('payment#');
}

/** Adds an entry, as it is: whether it should be so is another question. */
export function enter(book: Book, entry: Entry): void {
  if (isOfPayment(entry)) book.booked.set(entry.pk, kindsOf([entry.sk]) | (book.booked.get(entry.pk) ?? 0));
  const balance = balanceOf(book, { partnerId: entry.partnerId, currency: entry.amount.currency });
  balance.entries += 1;
  if (entry.sk === 'deposit') balance.deposits += 1;
  for (const { shard, account, value } of entry.legs) {
    const sums = bookedOn(balance, shard);
    sums[account] += BigInt(value);
    sums.legs += 1;
    balance.shards.set(shard, sums);
  }
}

/** Nothing, where nothing was booked. */
export function bookedOn(balance: BookedBalance | undefined, shard: number): BookedShard {
  return balance?.shards.get(shard) ?? { available: 0n, held: 0n, settled: 0n, clearing: 0n, legs: 0 };
}

/** Entries are never changed or taken away: as many legs that come to the same are the same legs. */
export function isSameShard(one: BookedShard, other: BookedShard): boolean {
  return one.legs === other.legs && accounts.every((account) => one[account] === other[account]);
}

function balanceOf(book: Book, owner: Owner): BookedBalance {
  const name = nameOf(owner);
  const balance = book.balances.get(name) ?? { ...owner, entries: 0, deposits: 0, shards: new Map() };
  book.balances.set(name, balance);
  return balance;
}
