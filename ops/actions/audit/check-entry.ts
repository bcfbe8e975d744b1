import { homeShard } from '#shared/adapters/ledger/shards.ts';
import { accounts, type Leg, legsOf } from '#shared/domain/ledger/movement.ts';
import { type Entry, isOfPayment } from './book.ts';
import { type Fault, faultOf } from './fault.ts';
import type { Owner } from './owner.ts';

/** What is wrong with an entry by itself: its legs, or a deposit's key. */
export function checkEntry(entry: Entry): Fault[] {
  return [...checkLegs(entry), ...(isOfPayment(entry) ? checkShard(entry) : checkDeposit(entry))];
}

/** The accounts and amounts of its kind, on however many shards. So legs add up to zero, and with them the accounts. */
function checkLegs(entry: Entry): Fault[] {
  const legs = show(entry.legs);
  const wanted = show(legsOf({ kind: entry.sk, amount: entry.amount }));
  return legs === wanted
    ? []
    : [faultOf(ownerOf(entry), entry.pk, `${entry.sk} is booked as ${legs || 'nothing'}, not as ${wanted}`)];
}

/** A payment spends from any shard. The rest happens on its own, where the next movement looks for what it needs. */
function checkShard(entry: Entry): Fault[] {
  const home = homeShard(entry.pk);
  const astray = entry.legs.find(
    ({ account, value, shard }) => shard !== home && (account !== 'available' || value > 0),
  );
  if (!astray) return [];
  const text = `${entry.sk} is booked on shard ${astray.shard}, its payment is on ${home}`;
  return [faultOf(ownerOf(entry), entry.pk, text)];
}

function show(legs: readonly Leg[]): string {
  return accounts
    .flatMap((account) => {
      const own = legs.filter((leg) => leg.account === account).map(({ value }) => BigInt(value));
      return own.length > 0 ? [`${account} ${own.reduce((sum, value) => sum + value)}`] : [];
    })
    .join(', ');
}

function checkDeposit(entry: Entry): Fault[] {
  const { pk, sk, partnerId } = entry;
  const owner = ownerOf(entry);
  if (sk !== 'deposit') return [faultOf(owner, pk, `${sk} is booked without a payment`)];
  return pk.startsWith(`deposit#${partnerId}#`) ? [] : [faultOf(owner, pk, `it is booked for ${partnerId}`)];
}

export function ownerOf({ partnerId, amount: { currency } }: Entry): Owner {
  return { partnerId, currency };
}
