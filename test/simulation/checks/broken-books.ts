import { type Account, accounts, legsOf } from '#shared/domain/ledger/movement.ts';
import type { PaymentStatus } from '#shared/domain/payments/payment.ts';
import { currency, partners } from '../population.ts';
import type { World } from '../world/world.ts';

type Books = Record<Account, number>;

/** Where the money of a payment is. */
const placeOf: Record<PaymentStatus, Account> = {
  accepted: 'held',
  submitted: 'held',
  settled: 'settled',
  failed: 'available',
  returned: 'available',
};

/** Holds the balances against two other accounts of the same money: the entries, and the payments. */
export function booksWatch(world: World): () => string | undefined {
  const entriesOf = entrySums(world);
  return () => {
    for (const partnerId of partners) {
      const books = world.store.ledger.booksOf(partnerId, currency);
      const broken = brokenBooks(books, entriesOf(partnerId), paymentsOf(world, partnerId, -books.clearing));
      if (broken) return `the books of ${partnerId} (${show(books)}) ${broken}`;
    }
    return undefined;
  };
}

function brokenBooks(books: Books, entries: Books, payments: Books): string | undefined {
  const { available, held, settled, clearing } = books;
  if (available < 0 || held < 0 || settled < 0) return 'are below zero';
  if (available + held + settled + clearing !== 0) return 'do not add up to nothing';
  if (differ(books, entries)) return `are not the sum of their entries: ${show(entries)}`;
  if (differ(books, payments)) return `are not what the payments say: ${show(payments)}`;
  return undefined;
}

/** Adds up the entries as they come. */
function entrySums({ store }: World): (partnerId: string) => Books {
  const sums = new Map<string, Books>(partners.map((partnerId) => [partnerId, none()]));
  let read = 0;
  return (partnerId) => {
    for (const entry of store.ledger.entries.slice(read)) {
      const books = sums.get(entry.partnerId);
      if (books) for (const { account, value } of legsOf(entry)) books[account] += value;
    }
    read = store.ledger.entries.length;
    return sums.get(partnerId) ?? none();
  };
}

function paymentsOf({ store }: World, partnerId: string, deposited: number): Books {
  const books = { ...none(), available: deposited, clearing: -deposited };
  for (const payment of store.payments.values()) {
    if (payment.partnerId !== partnerId) continue;
    books.available -= payment.amount.value;
    books[placeOf[payment.status]] += payment.amount.value;
  }
  return books;
}

function none(): Books {
  return { available: 0, held: 0, settled: 0, clearing: 0 };
}

function differ(one: Books, other: Books): boolean {
  return accounts.some((account) => one[account] !== other[account]);
}

function show(books: Books): string {
  return accounts.map((account) => `${account} ${books[account]}`).join(', ');
}
