import { type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

export interface Look {
  url: string;
  /** At most so many messages. */
  limit: number;
  /** How long nobody else sees what was received. */
  hiddenSeconds: number;
}

const mostPerCall = 10;

/** Receives until there are `limit` messages, or no more come. Asks all of SQS's servers, so that none is overlooked. */
export async function* receiveAll(sqs: SQSClient, { url, limit, hiddenSeconds }: Look): AsyncGenerator<Message[]> {
  const seen = new Set<string>();
  while (seen.size < limit) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: Math.min(mostPerCall, limit - seen.size),
        VisibilityTimeout: hiddenSeconds,
        WaitTimeSeconds: 1,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      }),
    );
    const known = seen.size;
    for (const { MessageId = '' } of Messages) seen.add(MessageId);
    if (Messages.length > 0) yield Messages;
    // Nothing, or only what came before: the rest is hidden, or gone.
    if (seen.size === known) return;
  }
}
