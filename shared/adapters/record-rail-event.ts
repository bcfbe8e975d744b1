import { type CancellationReason, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { RailEventRecord, RecordRailEvent } from '../domain/payments/apply-rail-event.ts';
import { eventExpiry } from './event-expiry.ts';
import { replacement } from './replacement.ts';

/**
 * The event's row and the payment's next version in one transaction. The SDK sends a repeated attempt under the same
 * client request token, so an answer lost on the way is not taken for somebody else's row.
 */
export function recordRailEvent(
  db: DynamoDBDocumentClient,
  { eventsTable, paymentsTable }: { eventsTable: string; paymentsTable: string },
): RecordRailEvent {
  return async (record, changed) => {
    const row = {
      TableName: eventsTable,
      Item: toRow(record),
      ConditionExpression: 'attribute_not_exists(eventKey)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    };
    const TransactItems = [{ Put: row }, ...(changed ? [{ Put: replacement(paymentsTable, changed) }] : [])];
    try {
      await db.send(new TransactWriteCommand({ TransactItems }));
      return 'recorded';
    } catch (error) {
      if (error instanceof TransactionCanceledException) return whyCanceled(error, record);
      throw error;
    }
  };
}

function toRow({ event, paymentId, verdict, at, requestId }: RailEventRecord) {
  const { id, type, failure } = event;
  return { eventKey: `rail#${id}`, paymentId, type, failure, verdict, at, requestId, expiresAt: eventExpiry(at) };
}

/** Reasons come in the order of the items: the row, then the payment. An existing row outweighs a stale payment. */
function whyCanceled(error: TransactionCanceledException, record: RailEventRecord): 'duplicate' | 'reused' | 'stale' {
  const [row, payment] = error.CancellationReasons ?? [];
  if (row?.Code === 'ConditionalCheckFailed') return isSameEvent(row, record) ? 'duplicate' : 'reused';
  if (overtaken.has(row?.Code) || overtaken.has(payment?.Code)) return 'stale';
  throw error;
}

const overtaken: ReadonlySet<string | undefined> = new Set(['ConditionalCheckFailed', 'TransactionConflict']);

function isSameEvent({ Item }: CancellationReason, { paymentId, event }: RailEventRecord): boolean {
  return Item?.paymentId?.S === paymentId && Item?.type?.S === event.type;
}
