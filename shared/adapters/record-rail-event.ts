import type { CancellationReason } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { RailEventRecord, RecordRailEvent } from '../domain/payments/apply-rail-event.ts';
import { eventExpiry } from './event-expiry.ts';
import { changeItems } from './ledger/change-items.ts';
import { contention } from './ledger/contention.ts';
import { isUnmet, transactWrite } from './ledger/transact.ts';
import type { PaymentTables } from './payment-tables.ts';

/** The event's row, the payment's next version and the movements of its money, in one transaction. */
export function recordRailEvent(db: DynamoDBDocumentClient, tables: PaymentTables): RecordRailEvent {
  return async (record, change) => {
    const row = {
      TableName: tables.eventsTable,
      Item: toRow(record),
      ConditionExpression: 'attribute_not_exists(eventKey)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    };
    const changed = change && changeItems(tables, change);
    const result = await transactWrite(db, [{ Put: row }, ...(changed?.items ?? [])], contention());
    if (result === 'committed') return 'recorded';
    const [known, ...others] = result;
    if (known && isUnmet(known)) return isSameEvent(known, record) ? 'duplicate' : 'reused';
    if (!changed) throw new TypeError('only the row of an event had a condition');
    return changed.whyCanceled(others);
  };
}

/** A refused event is for a human to decide on, however late: its row does not expire. */
function toRow({ event, paymentId, verdict, at, requestId }: RailEventRecord) {
  const { id, type, failure } = event;
  const expiresAt = verdict === 'refused' ? undefined : eventExpiry(at);
  return { eventKey: `rail#${id}`, paymentId, type, failure, verdict, at, requestId, expiresAt };
}

function isSameEvent({ Item }: CancellationReason, { paymentId, event }: RailEventRecord): boolean {
  return Item?.paymentId?.S === paymentId && Item?.type?.S === event.type;
}
