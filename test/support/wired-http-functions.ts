import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import type { AuthorizerResult } from '#shared/lambda/authorizer.ts';
import type { HttpEvent, HttpResponse } from '#shared/lambda/http-event.ts';
import { lambdaContext } from './lambda-context.ts';
import { readEvent } from './read-event.ts';
import { startQueue } from './start-queue.ts';
import { anybody, startTables } from './start-tables.ts';
import { fund } from './table-store.ts';

/** The functions as they are deployed, reading their environment, over tables and a queue of the test's own. */
export async function startHttpFunctions() {
  const [tables, queue] = await Promise.all([startTables(), startQueue()]);
  Object.assign(process.env, {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: anybody.accessKeyId,
    AWS_SECRET_ACCESS_KEY: anybody.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: tables.url,
    AWS_ENDPOINT_URL_SQS: new URL(queue.queueUrl).origin,
    PAYMENTS_TABLE: 'PaymentsTable',
    PAYMENTS_QUEUE_URL: queue.queueUrl,
    LEDGER_TABLE: 'LedgerTable',
    IDEMPOTENCY_TABLE: 'IdempotencyTable',
    CREDENTIALS_TABLE: 'CredentialsTable',
    RESEND_AFTER_SECONDS: '10',
  });
  const [authorize, createPayment, getPayment, listPayments, getBalances, health, { dynamoDb }, { sqs }] =
    await Promise.all([
      import('../../functions/http/authorize.ts'),
      import('../../functions/http/create-payment.ts'),
      import('../../functions/http/get-payment.ts'),
      import('../../functions/http/list-payments.ts'),
      import('../../functions/http/get-balances.ts'),
      import('../../functions/http/health.ts'),
      import('#shared/adapters/dynamodb-client.ts'),
      import('#shared/adapters/sqs-client.ts'),
    ]);
  await fund(tables.documents, ['acme', 'lister']);
  return {
    tables,
    queue,
    authorize: (event: string): Promise<AuthorizerResult> =>
      authorize.handler(readEvent<APIGatewayRequestAuthorizerEventV2>(event), lambdaContext()),
    createPayment: call(createPayment.handler),
    getPayment: call(getPayment.handler),
    listPayments: call(listPayments.handler),
    getBalances: call(getBalances.handler),
    health: call(health.handler),
    stop: async () => {
      dynamoDb().destroy();
      sqs().destroy();
      await Promise.all([tables.stop(), queue.stop()]);
    },
  };
}

/** An answer as a caller sees it. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads the body of an answer as JSON of whatever shape it expects
  json: any;
}

/** Calls a function with one of events/*.json, of which `change` makes another. */
function call(handler: (event: HttpEvent, context: ReturnType<typeof lambdaContext>) => Promise<HttpResponse>) {
  return async (name: string, change: (event: HttpEvent) => HttpEvent = (event) => event): Promise<Answer> => {
    const { statusCode, headers, body = '' } = await handler(change(readEvent<HttpEvent>(name)), lambdaContext());
    return { status: statusCode, headers, text: body, json: body === '' ? undefined : JSON.parse(body) };
  };
}
