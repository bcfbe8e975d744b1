import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { listenLocally, urlOf } from '../../local/aws-api/listen-locally.ts';
import { serveAwsApi } from '../../local/aws-api/serve-aws-api.ts';
import { createFaults } from '../../local/faults.ts';
import { createIam } from '../../local/iam/create-iam.ts';
import { startQueues } from '../../local/queues/start-queues.ts';
import { startSecrets } from '../../local/secrets/start-secrets.ts';
import { startTables } from '../../local/tables/start-tables.ts';
import type { Target } from '../../ops/target/target.ts';
import { stackOf } from '../local/aws-api/serve-stack.ts';

function queue(name: string) {
  const deadLetterTargetArn = { 'Fn::GetAtt': [`${name}Dlq`, 'Arn'] };
  const QueueName = `sluice-test-${name.toLowerCase()}`;
  return {
    [`${name}Queue`]: {
      Type: 'AWS::SQS::Queue',
      Properties: { QueueName, RedrivePolicy: { deadLetterTargetArn, maxReceiveCount: 5 } },
    },
    [`${name}Dlq`]: { Type: 'AWS::SQS::Queue', Properties: { QueueName: `${QueueName}-dlq` } },
  };
}

const resources = {
  ...queue('Payments'),
  ...queue('Webhooks'),
  CredentialsTable: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'keyId', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'keyId', KeyType: 'HASH' }],
    },
  },
  WebhookSecret: {
    Type: 'AWS::SecretsManager::Secret',
    Properties: { GenerateSecretString: { PasswordLength: 44, ExcludePunctuation: true } },
  },
};

/** What operators act upon, behind the AWS API: queues, credentials and the webhook secret, and no functions. */
export async function startDeployment(api = 'http://127.0.0.1:1') {
  const server = await listenLocally();
  const url = urlOf(server);
  const stack = stackOf(resources, url);
  const parts = [await startQueues({ stack }), await startTables({ stack }), await startSecrets({ stack })];
  const faults = createFaults();
  const services = parts.map(({ service }) => service);
  const aws = serveAwsApi({ server, iam: createIam(stack), faults, services, lambda: noFunctions });

  const config = {
    endpoint: url,
    region: stack.region,
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    maxAttempts: 1,
  };
  const db = new DynamoDBClient(config);
  const sqs = new SQSClient(config);
  const secrets = new SecretsManagerClient(config);
  const id = (logicalId: string) => stack.resources.get(logicalId)?.physicalId ?? '';
  const outputs = {
    ApiUrl: api,
    PaymentsQueueUrl: id('PaymentsQueue'),
    PaymentsDlqUrl: id('PaymentsDlq'),
    WebhooksQueueUrl: id('WebhooksQueue'),
    WebhooksDlqUrl: id('WebhooksDlq'),
    CredentialsTableName: id('CredentialsTable'),
    WebhookSecretId: id('WebhookSecret'),
  };
  const target: Target = {
    name: 'a test',
    isTwin: true,
    outputs,
    documents: DynamoDBDocumentClient.from(db),
    sqs,
    secrets,
  };
  const home = mkdtempSync(join(tmpdir(), 'ops-'));
  const endpoints = { sqs: url, dynamodb: url, states: url, secretsmanager: url };
  writeFileSync(join(home, 'twin.json'), JSON.stringify({ api, region: stack.region, endpoints, outputs }));

  return {
    ...{ target, faults, id },
    /** Holds a `twin.json` that names all this. */
    home,
    async send(queueName: string, messages: Omit<SendMessageBatchRequestEntry, 'Id'>[]): Promise<void> {
      for (let at = 0; at < messages.length; at += 10) {
        const Entries = messages.slice(at, at + 10).map((message, index) => ({ Id: String(index), ...message }));
        await sqs.send(new SendMessageBatchCommand({ QueueUrl: id(queueName), Entries }));
      }
    },
    /** What a consumer would get now; it stays hidden then. */
    async receive(queueName: string): Promise<Message[]> {
      const received: Message[] = [];
      for (;;) {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({
            QueueUrl: id(queueName),
            MaxNumberOfMessages: 10,
            MessageAttributeNames: ['All'],
          }),
        );
        if (Messages.length === 0) return received;
        received.push(...Messages);
      }
    },
    /** Waiting and hidden messages. */
    async depth(queueName: string): Promise<[number, number]> {
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: id(queueName), AttributeNames: ['All'] }),
      );
      return [Number(Attributes.ApproximateNumberOfMessages), Number(Attributes.ApproximateNumberOfMessagesNotVisible)];
    },
    async stop() {
      for (const client of [db, sqs, secrets]) client.destroy();
      await aws.stop();
      for (const part of parts) await part.stop();
      rmSync(home, { recursive: true });
    },
  };
}

export type Deployment = Awaited<ReturnType<typeof startDeployment>>;

const none = () => {
  throw new Error('this deployment has no functions');
};
const noFunctions = { describe: none, handleInvoke: none };
