import type { SQSRecord } from 'aws-lambda';
import type { Delivery } from '../domain/webhooks/delivery.ts';

/**
 * A message of WebhooksQueue: the raw HTTP body, and what the gateway put into its attributes. The headers were put there
 * as they came; `requestId` and `receivedAt` (epoch milliseconds) are the gateway's own. Without `receivedAt` the
 * message's age in the queue is all there is to go by.
 */
export function readDelivery({ body, attributes, messageAttributes, messageId }: SQSRecord): Delivery {
  const attribute = (name: string) => messageAttributes[name]?.stringValue;
  const receivedAt = attribute('receivedAt') ?? '';
  return {
    body,
    id: attribute('webhook-id'),
    timestamp: attribute('webhook-timestamp'),
    signature: attribute('webhook-signature'),
    receivedAt: Number(/^\d{1,15}$/.test(receivedAt) ? receivedAt : attributes.SentTimestamp),
    requestId: attribute('requestId') ?? messageId,
  };
}
