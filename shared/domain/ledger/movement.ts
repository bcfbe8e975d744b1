import type { Money } from '../payments/payment.ts';

/**
 * Where the money of a partner can be, for each currency. `clearing` is the world outside, from which deposits come: it
 * owes what it gave, so it is never above zero. The others are never below.
 */
export const accounts = ['available', 'held', 'settled', 'clearing'] as const;

export type Account = (typeof accounts)[number];

/** Every way that money can go. There is no other. */
const ways = {
  deposit: { from: 'clearing', to: 'available' },
  hold: { from: 'available', to: 'held' },
  settle: { from: 'held', to: 'settled' },
  release: { from: 'held', to: 'available' },
  return: { from: 'settled', to: 'available' },
} as const satisfies Record<string, { from: Account; to: Account }>;

export type MovementKind = keyof typeof ways;

/** One entry of the ledger: an amount that goes from one account to another. Once booked it never changes. */
export interface Movement {
  /** What made the money move: `payment#<fingerprint>` or `deposit#<partner>#<key>`. Each cause moves it once a kind. */
  cause: string;
  kind: MovementKind;
  partnerId: string;
  amount: Money;
  /** ISO 8601. */
  at: string;
}

/** What a movement does to one account, in minor units. */
export interface Leg {
  account: Account;
  value: number;
}

/** Both sides of a movement. They add up to zero, whatever the movement. */
export function legsOf({ kind, amount }: Pick<Movement, 'kind' | 'amount'>): [from: Leg, to: Leg] {
  const { from, to } = ways[kind];
  return [
    { account: from, value: -amount.value },
    { account: to, value: amount.value },
  ];
}
