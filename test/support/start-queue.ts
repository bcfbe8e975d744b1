import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { buildApp } from 'fauxqs';
import { anybody } from './start-tables.ts';

export interface Queue {
  client: SQSClient;
  queueUrl: string;
  /** The bodies that are waiting, at most ten. */
  bodies: () => Promise<unknown[]>;
  stop: () => Promise<void>;
}

/** One SQS queue of the test's own. */
export async function startQueue(name = 'payments'): Promise<Queue> {
  const app = buildApp({ logger: false });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const client = new SQSClient({
    endpoint: url,
    region: 'eu-central-1',
    credentials: anybody,
    useQueueUrlAsEndpoint: false,
  });
  await client.send(new CreateQueueCommand({ QueueName: name }));
  const queueUrl = `${url}/000000000000/${name}`;
  return {
    client,
    queueUrl,
    bodies: async () => {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }),
      );
      return Messages.map(({ Body = '' }) => JSON.parse(Body));
    },
    stop: async () => {
      client.destroy();
      await app.close();
    },
  };
}
