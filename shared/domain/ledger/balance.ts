/** A partner's money in one currency, in minor units. Together they are all that was ever deposited. */
export interface Balance {
  currency: string;
  /** Can be spent. */
  available: number;
  /** Belongs to payments that are not decided yet. */
  held: number;
  /** Went out with payments that the bank carried out. */
  settled: number;
}

/** All of a partner's balances, by currency. Whatever was done before the call is in them, and no movement by half. */
export type ReadBalances = (partnerId: string) => Promise<Balance[]>;
