import * as z from 'zod/mini';
import { accounts, type Leg, type Movement } from '../domain/ledger/movement.ts';

/** A leg, and the shard of the balance that it is booked on. */
export interface ShardLeg extends Leg {
  shard: number;
}

const amount = z.object({ value: z.int(), currency: z.string() });

/** An entry of LedgerTable: the movement and where each of its legs went. */
export const ledgerEntry = z.object({
  pk: z.string(),
  sk: z.enum(['deposit', 'hold', 'settle', 'release', 'return']),
  partnerId: z.string(),
  amount,
  legs: z.array(z.object({ account: z.enum(accounts), shard: z.int(), value: z.int() })),
  at: z.string(),
});

/** One shard of a balance: sk = `EUR#03`. */
export const balanceShard = z.object({
  pk: z.string(),
  sk: z.string(),
  available: z.int(),
  held: z.int(),
  settled: z.int(),
  clearing: z.int(),
  /** How many deposits the balance has seen: the same on each of its shards. */
  deposits: z.int(),
});

export type BalanceShard = z.infer<typeof balanceShard>;

/** The key is the cause and the kind: the same movement meets the same item. */
export function entryKey({ cause, kind }: Pick<Movement, 'cause' | 'kind'>): { pk: string; sk: string } {
  return { pk: cause, sk: kind };
}

export function entryItem(movement: Movement, legs: readonly ShardLeg[]): z.infer<typeof ledgerEntry> {
  const { partnerId, amount, at, kind } = movement;
  return { pk: entryKey(movement).pk, sk: kind, partnerId, amount, legs: [...legs], at };
}

export function balancePartition(partnerId: string): string {
  return `balance#${partnerId}`;
}

export function balanceKey(partnerId: string, currency: string, shard: number): { pk: string; sk: string } {
  return { pk: balancePartition(partnerId), sk: `${currency}#${String(shard).padStart(2, '0')}` };
}

export function shardIn(sortKey: string): number {
  return Number(sortKey.slice(sortKey.indexOf('#') + 1));
}

export function currencyIn(sortKey: string): string {
  return sortKey.slice(0, sortKey.indexOf('#'));
}
