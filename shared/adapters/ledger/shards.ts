import { slotIn } from '../../domain/payments/payment-id.ts';

/**
 * How many items each balance is spread over. DynamoDB cancels all but one of the transactions that meet on an item, so
 * one item would let a busy partner through one payment at a time (docs/adr/0024). The number is part of the data: the
 * money that a payment holds lies on its own shard until it is decided.
 */
export const balanceShards = 8;

/** The shard on which a payment holds, settles and gives back. */
export function homeShard(paymentId: string, shards = balanceShards): number {
  return slotIn(paymentId) % shards;
}

/** A value in nearly equal shares, one a shard: every shard can pay about as much as any other. */
export function inShares(value: number, shards = balanceShards): number[] {
  const share = Math.floor(value / shards);
  const rest = value % shards;
  return Array.from({ length: shards }, (_, shard) => (shard < rest ? share + 1 : share));
}

/** What a shard has to give. */
export interface Purse {
  shard: number;
  available: number;
}

/** What a shard gives to a payment. */
export interface Draw {
  shard: number;
  value: number;
}

/**
 * Which shards pay, when a payment's own cannot pay alone: what that one has, and for the rest one that can pay it, any of
 * them, so that those who look at the same moment part; if there is none, the richest, so that few are touched.
 * `undefined` when all together have too little.
 */
export function planDraws(
  purses: readonly Purse[],
  home: number,
  value: number,
  random = Math.random,
): Draw[] | undefined {
  const [own] = drawFrom(
    purses.filter(({ shard }) => shard === home),
    value,
  );
  const rest = value - (own?.value ?? 0);
  const others = purses.filter(({ shard }) => shard !== home);
  const able = others.filter(({ available }) => available >= rest);
  const any = able[Math.floor(random() * able.length)];
  const richestFirst = others.toSorted((one, other) => other.available - one.available);
  const draws = [...(own ? [own] : []), ...drawFrom(any ? [any] : richestFirst, rest)];
  return draws.reduce((sum, draw) => sum + draw.value, 0) === value ? draws : undefined;
}

/** Takes what there is, one after the other, until it is enough. */
function drawFrom(purses: readonly Purse[], value: number): Draw[] {
  let missing = value;
  return purses.flatMap(({ shard, available }) => {
    const drawn = Math.min(available, missing);
    missing -= drawn;
    return drawn > 0 ? [{ shard, value: drawn }] : [];
  });
}
