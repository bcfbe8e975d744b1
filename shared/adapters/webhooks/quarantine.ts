import { createHash } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Delivery } from '../../domain/webhooks/delivery.ts';
import type { Quarantine } from '../../domain/webhooks/process-webhook.ts';
import { isGenuine, type QuarantineReason } from '../../domain/webhooks/quarantine-reason.ts';
import { eventExpiry } from '../event-expiry.ts';
import { startOf } from './start-of.ts';

/** Bytes that are kept of a body and of each text beside it. */
interface Limits {
  body: number;
  text: number;
}

/** Whole: a message may be 1 MiB and an item 400 KB, but bank events have a few hundred bytes. */
const ofGenuine: Limits = { body: 384 * 1024, text: 10 * 1024 };

/**
 * With the rest of its row less than 1 KB, so one write unit. Anyone can send such deliveries, and the rail's own
 * transactions need the same table: what strangers send must cost it little, however much they send.
 */
const ofStrangers: Limits = { body: 384, text: 80 };

/** Keeps a delivery in EventsTable, once, so that an operator can look at it. What the rail itself sent does not expire. */
export function quarantine(db: DynamoDBDocumentClient, table: string): Quarantine {
  return async (delivery, reason, at) => {
    const isKept = isGenuine(reason);
    const Item = {
      eventKey: `quarantine#${digestOf(identityOf(delivery, reason))}`,
      ...cut(delivery, isKept ? ofGenuine : ofStrangers),
      bodyLength: Buffer.byteLength(delivery.body),
      bodySha256: digestOf(delivery.body),
      reason,
      at,
      expiresAt: isKept ? undefined : eventExpiry(at),
    };
    try {
      await db.send(
        new PutCommand({
          TableName: table,
          Item,
          ConditionExpression: 'attribute_not_exists(eventKey)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return 'kept';
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      // A write whose answer was lost is sent again by the SDK, and then meets itself.
      return error.Item?.at?.S === at ? 'kept' : 'known';
    }
  };
}

/**
 * Of an event that the rail repeats one copy is enough. Of strangers each delivery is its own: a request id is one
 * delivery's own, and a caller cannot choose it.
 */
function identityOf({ body, id, timestamp, signature, requestId }: Delivery, reason: QuarantineReason): string {
  return JSON.stringify(isGenuine(reason) ? [reason, id, body] : [body, id, timestamp, signature, requestId]);
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function cut({ body, id, timestamp, signature, requestId, receivedAt }: Delivery, limits: Limits): Delivery {
  const text = (value: string | undefined) => value && startOf(value, limits.text);
  return {
    body: startOf(body, limits.body),
    id: text(id),
    timestamp: text(timestamp),
    signature: text(signature),
    requestId: startOf(requestId, limits.text),
    receivedAt,
  };
}
