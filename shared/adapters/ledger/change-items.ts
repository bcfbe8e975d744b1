import type { CancellationReason } from '@aws-sdk/client-dynamodb';
import { movementsFor } from '../../domain/ledger/movements-for.ts';
import type { PaymentChange } from '../../domain/payments/apply-rail-event.ts';
import type { PaymentTables } from '../payment-tables.ts';
import { replacement } from '../replacement.ts';
import { balanceUpdates, entryPuts, postingOn } from './postings.ts';
import { balanceShards, homeShard } from './shards.ts';
import { isUnmet, type TransactItem } from './transact.ts';

/** What a change of a payment writes, and what it means when DynamoDB cancels it. */
export interface ChangeItems {
  items: TransactItem[];
  /** Takes the reasons of these items, in their order. `stale`: somebody else has changed the payment. */
  whyCanceled: (reasons: CancellationReason[]) => 'stale';
}

/** The payment's next version, an entry for each movement of its money, and the balance. */
export function changeItems(
  { paymentsTable, ledgerTable }: Pick<PaymentTables, 'paymentsTable' | 'ledgerTable'>,
  { before, after }: PaymentChange,
  shards = balanceShards,
): ChangeItems {
  const home = homeShard(after.id, shards);
  const postings = movementsFor(before, after).map((movement) => postingOn(home, movement));
  return {
    items: [
      { Put: replacement(paymentsTable, before, after) },
      ...entryPuts(ledgerTable, postings),
      ...balanceUpdates(ledgerTable, postings),
    ],
    whyCanceled: (reasons) => {
      // An entry that is there was written with a later version of the payment.
      if (reasons.slice(0, 1 + postings.length).some(isUnmet)) return 'stale';
      throw new TypeError(`the books do not hold the money of ${after.id}`);
    },
  };
}
