import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { EnqueuePayment } from '../domain/payments/accept-payment.ts';

export function enqueuePayment(client: SQSClient, queueUrl: string): EnqueuePayment {
  return async (message) => {
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(message) }));
  };
}
