import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { Queue } from '../../support/start-queue.ts';

/** Counts the messages that were sent about a payment. Takes them off the queue, and remembers them. */
export function waitingMessages({ client, queueUrl: QueueUrl }: Queue): (paymentId: string) => Promise<number> {
  const seen: string[] = [];
  const receive = async () => {
    const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    for (const { Body = '', ReceiptHandle } of Messages) {
      seen.push(JSON.parse(Body).paymentId);
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
    return Messages.length;
  };
  return async (paymentId) => {
    while ((await receive()) > 0);
    return seen.filter((id) => id === paymentId).length;
  };
}
