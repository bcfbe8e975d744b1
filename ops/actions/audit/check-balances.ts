import { balanceShards } from '#shared/adapters/ledger/shards.ts';
import type { BalanceShard } from '#shared/contracts/ledger-items.ts';
import { accounts } from '#shared/domain/ledger/movement.ts';
import { type Book, type BookedBalance, bookedOn, isSameShard } from './book.ts';
import type { Findings } from './fault.ts';
import { nameOf } from './owner.ts';
import type { ReadStoredBalances, StoredBalance } from './read-stored-balances.ts';

/**
 * Holds each shard against the entries that were there before it was read and after. Only where those are the same is it
 * certain which of them are in it. A deposit has a leg on each.
 */
export function checkBalances(before: Book, stored: ReadStoredBalances['stored'], after: Book): Findings {
  const findings: Findings = { faults: [], moving: new Map() };
  for (const name of new Set([...before.balances.keys(), ...stored.keys(), ...after.balances.keys()]))
    checkBalance(
      { before: before.balances.get(name), stored: stored.get(name), after: after.balances.get(name) },
      findings,
    );
  return findings;
}

interface Sides {
  before: BookedBalance | undefined;
  stored: StoredBalance | undefined;
  after: BookedBalance | undefined;
}

function checkBalance({ before, stored, after }: Sides, { faults, moving }: Findings): void {
  const known = stored ?? after ?? before;
  if (!known) return;
  const owner = { partnerId: known.partnerId, currency: known.currency };
  for (const shard of shardsOf({ before, stored, after })) {
    const about = `${nameOf(owner)} shard ${shard}`;
    const item = stored?.shards.get(shard);
    if (!item && stored?.shards.has(shard)) continue;
    const wrong = item ? wrongSides(item) : [];
    if (isSameShard(bookedOn(before, shard), bookedOn(after, shard))) wrong.push(...differences(item, before, shard));
    else moving.set(about, owner);
    faults.push(...wrong.map(({ text, now }) => ({ ...owner, about, says: `${about}${text}`, now })));
  }
}

/** A deposit makes all of them. */
function shardsOf({ before, stored, after }: Sides): Set<number> {
  const made = after?.deposits ? Array.from({ length: balanceShards }, (_, shard) => shard) : [];
  const seen = [before, stored, after].flatMap((side) => [...(side?.shards.keys() ?? [])]);
  return new Set([...made, ...seen]);
}

interface Wrong {
  text: string;
  now?: string;
}

/** This much holds at any moment. */
function wrongSides(item: BalanceShard): Wrong[] {
  return accounts.flatMap((account) => {
    const now = String(item[account]);
    if (account === 'clearing') return item.clearing > 0 ? [{ text: `: ${account} is above zero`, now }] : [];
    return item[account] < 0 ? [{ text: `: ${account} is below zero`, now }] : [];
  });
}

const counted = [...accounts, 'deposits'] as const;

/** Said by the difference, which stays when the rest of the money moves. */
function differences(item: BalanceShard | undefined, balance: BookedBalance | undefined, shard: number): Wrong[] {
  if (!item) return [{ text: ' is missing' }];
  const booked = { ...bookedOn(balance, shard), deposits: BigInt(balance?.deposits ?? 0) };
  if (booked.legs === 0 && booked.deposits === 0n) return [{ text: ' is there without an entry' }];
  return counted.flatMap((what) => {
    const there = BigInt(item[what]);
    const difference = there - booked[what];
    const text = `: ${what} is ${difference > 0n ? `${difference} more` : `${-difference} less`} than its entries say`;
    return difference === 0n ? [] : [{ text, now: `${there}, not ${booked[what]}` }];
  });
}
