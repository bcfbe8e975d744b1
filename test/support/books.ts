import type { Balance } from '#shared/domain/ledger/balance.ts';
import { type Account, legsOf, type Movement } from '#shared/domain/ledger/movement.ts';

type Books = Map<string, Record<Account, number>>;

/**
 * What is wrong with the books after any prefix of these entries, as sentences. The rules: legs add up to zero, nothing
 * but clearing is below zero, what a partner has is what was deposited, and no cause moves money twice in one way.
 */
export function faultsIn(entries: readonly Movement[]): string[] {
  const books: Books = new Map();
  const booked = new Set<string>();
  const faults: string[] = [];
  for (const [index, entry] of entries.entries()) {
    const id = `${entry.cause} ${entry.kind}`;
    if (booked.has(id)) faults.push(`entry ${index}: ${id} is booked twice`);
    booked.add(id);
    const name = `${entry.partnerId} ${entry.amount.currency}`;
    const accounts = books.get(name) ?? { available: 0, held: 0, settled: 0, clearing: 0 };
    for (const { account, value } of legsOf(entry)) accounts[account] += value;
    books.set(name, accounts);
    faults.push(...faultsOf(accounts).map((fault) => `entry ${index}, ${name}: ${fault}`));
  }
  return faults;
}

/** What the entries come to: the balances as they should be, by partner. */
export function balancesIn(entries: readonly Movement[], partnerId: string): Balance[] {
  const totals = new Map<string, Record<Account, number>>();
  for (const entry of entries.filter((each) => each.partnerId === partnerId)) {
    const { currency } = entry.amount;
    const accounts = totals.get(currency) ?? { available: 0, held: 0, settled: 0, clearing: 0 };
    for (const { account, value } of legsOf(entry)) accounts[account] += value;
    totals.set(currency, accounts);
  }
  return [...totals]
    .map(([currency, { available, held, settled }]) => ({ currency, available, held, settled }))
    .sort((one, other) => one.currency.localeCompare(other.currency));
}

export function faultsOf({ available, held, settled, clearing }: Record<Account, number>): string[] {
  const faults = Object.entries({ available, held, settled })
    .filter(([, value]) => value < 0)
    .map(([account, value]) => `${account} is ${value}`);
  if (available + held + settled + clearing !== 0) faults.push('the legs do not add up to zero');
  return faults;
}
