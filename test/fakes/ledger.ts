import type { Balance, ReadBalances } from '#shared/domain/ledger/balance.ts';
import { type BookDeposit, depositOf } from '#shared/domain/ledger/deposit.ts';
import { type Account, accounts, legsOf, type Movement } from '#shared/domain/ledger/movement.ts';

export interface Ledger {
  deposit: BookDeposit;
  balances: ReadBalances;
}

export type Books = Record<Account, number>;

export interface FakeLedger extends Ledger {
  /** In the order in which they were booked. */
  entries: Movement[];
  /** All of the movements or none. `already` when one of them is booked; `short` when an account would fall below zero. */
  book: (movements: readonly Movement[]) => 'booked' | 'already' | 'short';
  booksOf: (partnerId: string, currency: string) => Books;
}

const largestDeposited = Number.MAX_SAFE_INTEGER;

/** In memory. Each partner begins with a deposit of `opening` in every currency that it uses. */
export function fakeLedger(opening: number): FakeLedger {
  const entries: Movement[] = [];
  const booked = new Map<string, Movement>();
  const books = new Map<string, { partnerId: string; currency: string; books: Books }>();

  const booksOf: FakeLedger['booksOf'] = (partnerId, currency) => {
    const key = `${partnerId} ${currency}`;
    const known = books.get(key);
    if (known) return known.books;
    books.set(key, { partnerId, currency, books: { available: 0, held: 0, settled: 0, clearing: 0 } });
    const amount = { value: opening, currency };
    if (opening > 0) book([depositOf({ partnerId, amount, key: `opening-${currency}` }, '2026-01-01T00:00:00.000Z')]);
    return booksOf(partnerId, currency);
  };

  const book: FakeLedger['book'] = (movements) => {
    if (movements.some((movement) => booked.has(idOf(movement)))) return 'already';
    const [first] = movements;
    if (!first) return 'booked';
    const current = booksOf(first.partnerId, first.amount.currency);
    const after = { ...current };
    for (const { account, value } of movements.flatMap(legsOf)) {
      after[account] += value;
      if (account !== 'clearing' && after[account] < 0) return 'short';
    }
    Object.assign(current, after);
    for (const movement of movements) booked.set(idOf(movement), movement);
    entries.push(...structuredClone([...movements]));
    return 'booked';
  };

  return {
    entries,
    book,
    booksOf,
    deposit: async (deposit) => {
      const known = booked.get(idOf(deposit));
      if (known) return isSameAmount(known, deposit) ? 'already' : 'reused';
      const { clearing } = booksOf(deposit.partnerId, deposit.amount.currency);
      if (deposit.amount.value - clearing > largestDeposited) return 'too-much';
      book([deposit]);
      return 'booked';
    },
    balances: async (partnerId) =>
      [...books.values()]
        .filter((each) => each.partnerId === partnerId && accounts.some((account) => each.books[account] !== 0))
        .map(({ currency, books: { available, held, settled } }): Balance => ({ currency, available, held, settled }))
        .sort((one, other) => one.currency.localeCompare(other.currency)),
  };
}

function idOf({ cause, kind }: Movement): string {
  return `${cause} ${kind}`;
}

function isSameAmount({ amount: one }: Movement, { amount: other }: Movement): boolean {
  return one.value === other.value && one.currency === other.currency;
}
