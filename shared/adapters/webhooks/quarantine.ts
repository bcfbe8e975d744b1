import { createHash } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Delivery } from '../../domain/webhooks/delivery.ts';
import type { Quarantine } from '../../domain/webhooks/process-webhook.ts';
import { eventExpiry } from '../event-expiry.ts';

/** A message may be 1 MiB, an item 400 KB. Bank events have a few hundred bytes; of anything huge the start will do. */
const maxBodyLength = 64 * 1024;

/** Keeps a delivery in EventsTable, whole and once, so that an operator can look at it and send it in again. */
export function quarantine(db: DynamoDBDocumentClient, table: string): Quarantine {
  return async (delivery, reason, at) => {
    const { body, ...rest } = delivery;
    const Item = {
      ...rest,
      eventKey: `quarantine#${digestOf(delivery)}`,
      reason,
      at,
      body: body.slice(0, maxBodyLength).toWellFormed(),
      bodyLength: body.length,
      expiresAt: eventExpiry(at),
    };
    try {
      await db.send(new PutCommand({ TableName: table, Item, ConditionExpression: 'attribute_not_exists(eventKey)' }));
      return 'kept';
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return 'known';
      throw error;
    }
  };
}

/** The same for every copy of one delivery. A request id is one delivery's own, and a caller cannot choose it. */
function digestOf({ body, id, timestamp, signature, requestId }: Delivery): string {
  return createHash('sha256')
    .update(JSON.stringify([body, id, timestamp, signature, requestId]))
    .digest('hex');
}
