import { nameOf, type Owner } from './owner.ts';

/** Something that is wrong with the books. Names payments, deposits and shards by their keys; nothing of a creditor. */
export interface Fault extends Partial<Owner> {
  /** `payment#<fingerprint>`, `deposit#<partner>#<key>` or `acme EUR shard 3`. */
  about: string;
  /** The fault by itself: the same to the letter for as long as it stands, whatever moves beside it. */
  says: string;
  /** What may move meanwhile: both numbers, or the payment's status. */
  now?: string;
}

/** What one look at the books found. */
export interface Findings {
  faults: Fault[];
  /** The shards that moved meanwhile, each with its owner: whether they are right cannot be told. */
  moving: Map<string, Owner>;
}

/** A fault of what a payment or a deposit caused. */
export function faultOf(owner: Owner, cause: string, text: string, now?: string): Fault {
  return { ...owner, about: cause, says: `${nameOf(owner)} ${cause}: ${text}`, now };
}

/** Whose fault it is, as far as can be told: an item that cannot be read names nobody. */
export function subjectOf({ about, partnerId, currency }: Fault): string {
  return partnerId !== undefined && currency !== undefined ? nameOf({ partnerId, currency }) : about;
}
