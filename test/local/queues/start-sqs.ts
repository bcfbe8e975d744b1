import {
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageCommand,
  type SendMessageCommandInput,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { startQueues } from '../../../local/queues/start-queues.ts';
import { serveStack } from '../aws-api/serve-stack.ts';

/** A queue whose messages go to `Dlq` after `maxReceiveCount` deliveries. */
export function queueWithDlq(maxReceiveCount: number, properties: Record<string, unknown> = {}) {
  const deadLetterTargetArn = { 'Fn::GetAtt': ['Dlq', 'Arn'] };
  return {
    Queue: {
      Type: 'AWS::SQS::Queue',
      Properties: { ...properties, RedrivePolicy: { deadLetterTargetArn, maxReceiveCount } },
    },
    Dlq: { Type: 'AWS::SQS::Queue' },
  };
}

/** The queues of a few resources, and short forms of what every test does with them. */
export async function startSqs(
  resources: Record<string, unknown> = { Queue: { Type: 'AWS::SQS::Queue' } },
  options: { dataDir?: string; now?: () => number } = {},
) {
  const served = await serveStack(resources, (stack) => startQueues({ stack, ...options }));
  const sqs = new SQSClient(served.client());
  const url = (logicalId: string): string => served.resource(logicalId).physicalId;
  return {
    ...served,
    sqs,
    url,
    arn: (logicalId: string): string => String(served.resource(logicalId).arn),
    send: (queue: string, message: Partial<SendMessageCommandInput> = {}) =>
      sqs.send(new SendMessageCommand({ QueueUrl: url(queue), MessageBody: 'hello', ...message })),
    async receive(queue: string, options: Partial<ReceiveMessageCommandInput> = {}): Promise<Message[]> {
      const all = { MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All' as const] };
      const command = new ReceiveMessageCommand({ QueueUrl: url(queue), MaxNumberOfMessages: 10, ...all, ...options });
      return (await sqs.send(command)).Messages ?? [];
    },
    async attributes(queue: string): Promise<Record<string, string>> {
      const command = new GetQueueAttributesCommand({ QueueUrl: url(queue), AttributeNames: ['All'] });
      return (await sqs.send(command)).Attributes ?? {};
    },
    async stop() {
      sqs.destroy();
      await served.stop();
    },
  };
}

export type Sqs = Awaited<ReturnType<typeof startSqs>>;
