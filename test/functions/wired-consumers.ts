import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { CreateQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ScheduledEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { HttpEvent, HttpResponse } from '#shared/lambda/http-event.ts';
import { lambdaContext } from '../support/lambda-context.ts';
import { railTable } from '../support/rail-table.ts';
import { readEvent } from '../support/read-event.ts';
import { type Reply, serve } from '../support/serve.ts';
import { serveSecrets } from '../support/serve-secrets.ts';
import { type Queue, startQueue } from '../support/start-queue.ts';
import { anybody, startTables } from '../support/start-tables.ts';
import { fund, tableStore } from '../support/table-store.ts';

/** What the events in events/ are signed and authorized with. */
const secrets = {
  'webhook-secret': { AWSCURRENT: 'AlphaNumeric44CharactersAsSecretsManagerMake' },
  'rail-key': { AWSCURRENT: 'RailKey44CharactersAsSecretsManagerMakesThem' },
};

/** A call that a function made over HTTP. */
export interface Call {
  method: string;
  path: string;
  headers: NodeJS.Dict<string | string[]>;
  body: string;
}

type Answering = (call: Call) => Reply | Promise<Reply>;

/** The asynchronous functions as they are deployed, over tables, queues, secrets and a rail of the test's own. */
export async function startConsumers() {
  const [tables, payments, secretStore] = await Promise.all([
    startTables(),
    startQueue('payments'),
    serveSecrets(secrets),
  ]);
  const rail = await addQueue(payments, 'rail');
  await tables.client.send(new CreateTableCommand(railTable));
  const calls: Call[] = [];
  let reply: Answering = () => ({ status: 500 });
  const outside = await serve(({ method = '', url: path = '', headers }, body) => {
    calls.push({ method, path, headers, body });
    return reply({ method, path, headers, body });
  });
  Object.assign(process.env, {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: anybody.accessKeyId,
    AWS_SECRET_ACCESS_KEY: anybody.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: tables.url,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secretStore.url,
    AWS_ENDPOINT_URL_SFN: outside.url,
    AWS_ENDPOINT_URL_SQS: new URL(payments.queueUrl).origin,
    POWERTOOLS_METRICS_NAMESPACE: 'Sluice',
    POWERTOOLS_SERVICE_NAME: 'sluice',
    PAYMENTS_TABLE: 'PaymentsTable',
    EVENTS_TABLE: 'EventsTable',
    LEDGER_TABLE: 'LedgerTable',
    BATCHES_TABLE: 'BatchesTable',
    RAIL_TABLE: 'RailTable',
    PAYMENTS_QUEUE_URL: payments.queueUrl,
    RAIL_QUEUE_URL: rail.queueUrl,
    RAIL_URL: outside.url,
    RAIL_KEY_SECRET_ID: 'rail-key',
    WEBHOOK_SECRET_ID: 'webhook-secret',
    WEBHOOK_URL: `${outside.url}/v1/webhooks/rail`,
    BATCH_STATE_MACHINE_ARN: 'arn:aws:states:eu-central-1:111122223333:stateMachine:sluice-dev-payment-batch',
    RESEND_AFTER_SECONDS: '10',
    ASK_AFTER_SECONDS: '3',
  });
  const [submit, webhook, notify, reconcile, sandbox, getBatch, open, create, close] = await Promise.all([
    import('../../functions/queue/submit-payment.ts'),
    import('../../functions/queue/process-webhook.ts'),
    import('../../functions/queue/sandbox-rail-notify.ts'),
    import('../../functions/schedule/reconcile-payments.ts'),
    import('../../functions/http/sandbox-rail.ts'),
    import('../../functions/http/get-batch.ts'),
    import('../../functions/workflow/open-batch.ts'),
    import('../../functions/workflow/create-batch-payment.ts'),
    import('../../functions/workflow/close-batch.ts'),
  ]);
  const clients = await Promise.all([
    import('#shared/adapters/dynamodb-client.ts').then(({ dynamoDb }) => dynamoDb()),
    import('#shared/adapters/sqs-client.ts').then(({ sqs }) => sqs()),
    import('#shared/adapters/secrets-client.ts').then(({ secretsManager }) => secretsManager()),
    import('#shared/adapters/states-client.ts').then(({ states }) => states()),
  ]);
  const db = DynamoDBDocumentClient.from(tables.client, { marshallOptions: { removeUndefinedValues: true } });
  const store = tableStore(db);
  await fund(db, ['acme']);
  return {
    db,
    payments,
    rail,
    calls,
    /** How the outside (the rail, the front door, Step Functions) answers from now on. */
    answer: (how: Answering) => {
      reply = how;
    },
    find: store.find,
    save: store.save,
    balances: store.balances,
    submitPayment: consumer(submit.handler),
    processWebhook: consumer(webhook.handler),
    sandboxRailNotify: consumer(notify.handler),
    reconcilePayments: (name: string, remainingMs = 50_000) =>
      reconcile.handler(
        readEvent<ScheduledEvent>(name),
        lambdaContext({ getRemainingTimeInMillis: () => remainingMs }),
      ),
    sandboxRail: route(sandbox.handler),
    getBatch: route(getBatch.handler),
    openBatch: task(open.handler),
    createBatchPayment: task(create.handler),
    closeBatch: task(close.handler),
    stop: async () => {
      for (const client of clients) client.destroy();
      await Promise.all([tables.stop(), payments.stop(), secretStore.stop(), outside.stop()]);
    },
  };
}

/** A second queue beside one that was started. */
async function addQueue({ client, queueUrl }: Queue, name: string) {
  await client.send(new CreateQueueCommand({ QueueName: name }));
  const QueueUrl = new URL(name, queueUrl).href;
  return {
    queueUrl: QueueUrl,
    bodies: async (): Promise<unknown[]> => {
      const received = await client.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 }));
      return (received.Messages ?? []).map(({ Body = '' }) => JSON.parse(Body));
    },
  };
}

/** Gives the message ids that the function sends back to the queue. */
function consumer(handler: (event: SQSEvent, context: ReturnType<typeof lambdaContext>) => Promise<SQSBatchResponse>) {
  return async (name: string, change: (event: SQSEvent) => SQSEvent = (event) => event): Promise<string[]> => {
    const { batchItemFailures } = await handler(change(readEvent<SQSEvent>(name)), lambdaContext());
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  };
}

function task<Output>(handler: (event: unknown, context: ReturnType<typeof lambdaContext>) => Promise<Output>) {
  return (name: string, over: object = {}): Promise<Output> =>
    handler({ ...readEvent<object>(name), ...over }, lambdaContext());
}

function route(handler: (event: HttpEvent, context: ReturnType<typeof lambdaContext>) => Promise<HttpResponse>) {
  return async (name: string, change: (event: HttpEvent) => HttpEvent = (event) => event) => {
    const { statusCode, headers, body = '' } = await handler(change(readEvent<HttpEvent>(name)), lambdaContext());
    return { status: statusCode, headers, json: JSON.parse(body) };
  };
}
