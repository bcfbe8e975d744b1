/** A balance is a partner's money in one currency. Whatever the audit finds is about one. */
export interface Owner {
  partnerId: string;
  currency: string;
}

/** As in `acme EUR`. */
export function nameOf({ partnerId, currency }: Owner): string {
  return `${partnerId} ${currency}`;
}
