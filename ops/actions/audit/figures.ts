import type { BalanceShard } from '#shared/contracts/ledger-items.ts';
import { nameOf, type Owner } from './owner.ts';
import type { Look } from './take-look.ts';

/** A balance as the audit found it: how much there was to look at, and the money in minor units. */
export interface BalanceFigures extends Owner {
  entries: number;
  deposits: number;
  /** Payments that are accepted or submitted. */
  open: number;
  /** Payments that are settled, failed or returned. */
  done: number;
  available: number;
  held: number;
  settled: number;
}

/** Of every balance that has entries, payments or money, by name. */
export function figuresOf({ after, payments, stored }: Look): BalanceFigures[] {
  const rows = new Map<string, BalanceFigures>();
  const rowOf = ({ partnerId, currency }: Owner): BalanceFigures => {
    const name = nameOf({ partnerId, currency });
    const row = rows.get(name) ?? { partnerId, currency, ...nothing };
    rows.set(name, row);
    return row;
  };
  for (const { entries, deposits, ...owner } of after.book.balances.values())
    Object.assign(rowOf(owner), { entries, deposits });
  for (const payment of payments.values()) if (payment) rowOf(payment.owner)[isOpen(payment) ? 'open' : 'done'] += 1;
  for (const balance of stored.values())
    for (const shard of balance.shards.values()) if (shard) add(rowOf(balance), shard);
  return [...rows].sort(([one], [other]) => one.localeCompare(other)).map(([, row]) => row);
}

const nothing = { entries: 0, deposits: 0, open: 0, done: 0, available: 0, held: 0, settled: 0 };

function isOpen({ status }: { status: string }): boolean {
  return status === 'accepted' || status === 'submitted';
}

function add(row: BalanceFigures, { available, held, settled }: BalanceShard): void {
  row.available += available;
  row.held += held;
  row.settled += settled;
}
