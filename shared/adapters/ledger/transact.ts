import { randomUUID } from 'node:crypto';
import {
  type CancellationReason,
  TransactionCanceledException,
  TransactionInProgressException,
} from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { NextAttempt } from './contention.ts';

export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/**
 * Writes all of the items or none. Conflicts with other transactions are waited out; what comes back otherwise are the
 * reasons, in the order of the items, of which the first is a condition that does not hold. A condition behind a conflict
 * proves nothing: it may have met half of what the other transaction wrote. So items come in the order of their weight.
 *
 * An attempt whose answer got lost is sent again under its own token, by the SDK or here, and DynamoDB answers for the
 * first one. An attempt that was cancelled is over; the next one is another transaction.
 */
export async function transactWrite(
  db: DynamoDBDocumentClient,
  TransactItems: TransactItem[],
  nextAttempt: NextAttempt,
): Promise<'committed' | CancellationReason[]> {
  for (let ClientRequestToken = randomUUID(); ; await nextAttempt()) {
    try {
      await db.send(new TransactWriteCommand({ TransactItems, ClientRequestToken }));
      return 'committed';
    } catch (error) {
      if (error instanceof TransactionInProgressException) continue;
      const reasons = reasonsOf(error);
      if (isUnmet(reasons.find(({ Code }) => Code !== 'None') ?? {})) return reasons;
      ClientRequestToken = randomUUID();
    }
  }
}

export function isUnmet({ Code }: CancellationReason): boolean {
  return Code === 'ConditionalCheckFailed';
}

/** Throws on whatever else went wrong: an error that is no cancellation, or a reason that time does not mend. */
function reasonsOf(error: unknown): CancellationReason[] {
  if (!(error instanceof TransactionCanceledException)) throw error;
  const reasons = error.CancellationReasons ?? [];
  const known = reasons.every((reason) => isUnmet(reason) || passing.has(reason.Code));
  if (reasons.length === 0 || !known) throw error;
  return reasons;
}

const passing: ReadonlySet<string | undefined> = new Set([
  'None',
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
]);
