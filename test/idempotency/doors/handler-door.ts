import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { findPayment } from '#shared/adapters/find-payment.ts';
import { toItem } from '#shared/contracts/stored-payment.ts';
import { paymentRequest } from '../../support/api-client.ts';
import { serveTables, type TableCall } from '../../support/contended-tables.ts';
import { lambdaContext } from '../../support/lambda-context.ts';
import { startQueue } from '../../support/start-queue.ts';
import { startTables } from '../../support/start-tables.ts';
import { fund } from '../../support/table-store.ts';
import { startBatchMachine } from './batch-machine.ts';
import { brokenCalls } from './broken-calls.ts';
import { callFunction } from './call-function.ts';
import type { Answer, CreateRequest, Door } from './door.ts';
import { importFunctions } from './import-functions.ts';
import { waitingMessages } from './waiting-messages.ts';

/** What only this door can tell or do. */
export interface HandlerDoor extends Door {
  create(request: CreateRequest & { keyId?: string; timeLeftMs?: number }): Promise<Answer>;
  /** The last call that a function made to the tables. */
  lastTableCall(): TableCall | undefined;
  /** How many messages about this payment went into the queue. */
  messagesAbout(paymentId: string): Promise<number>;
  /** A workflow starts under the name of an earlier one, which AWS has freed. */
  openBatchAgain(batchId: string, payments: unknown[]): Promise<{ status: string }>;
  /** A payment of a batch is handed to its function once more, as by a second pass or a redrive. */
  createBatchPaymentAgain(batchId: string, index: number, payment: unknown): Promise<{ status: string }>;
  stop(): Promise<void>;
}

/**
 * The functions as they are deployed, over tables, a queue and a state machine of the test's own.
 * @param direct nothing stands before the tables: twice as fast, but no call is broken or counted
 */
export async function openHandlerDoor({ direct = false } = {}): Promise<HandlerDoor> {
  const [engine, queue] = await Promise.all([startTables(), startQueue()]);
  const calls: TableCall[] = [];
  const { breakCall, treat } = brokenCalls();
  const tables = await serveTables(engine.url, (call) => {
    calls.push(call);
    return treat(call);
  });
  const machine = await startBatchMachine({
    openBatch: async (event) => (await functions).openBatch(event, lambdaContext()),
    createBatchPayment: async (event) => (await functions).createBatchPayment(event, lambdaContext()),
    closeBatch: async (event) => (await functions).closeBatch(event, lambdaContext()),
  });
  const functions = importFunctions({
    tablesUrl: direct ? engine.url : tables.url,
    statesUrl: machine.url,
    stateMachineArn: machine.stateMachineArn,
    queueUrl: queue.queueUrl,
  });
  const { createPayment, getPayment, listPayments, getBatch, openBatch, createBatchPayment, close } = await functions;
  const documents = DynamoDBDocumentClient.from(engine.client, { marshallOptions: { removeUndefinedValues: true } });
  const find = findPayment(documents, 'PaymentsTable');
  await fund(documents, ['acme', 'globex']);

  return {
    create: ({ partner = 'acme', keyId, key, body = paymentRequest(), headers, timeLeftMs = 10_000 }) => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const sent = {
        'content-type': 'application/json',
        ...(key !== undefined && { 'idempotency-key': key }),
        ...headers,
      };
      const request = { headers: sent, body: text };
      const context = { getRemainingTimeInMillis: () => timeLeftMs };
      return callFunction(createPayment, 'POST /v1/payments', { partner, keyId }, request, context);
    },
    get: (paymentId, partner = 'acme') =>
      callFunction(getPayment, 'GET /v1/payments/{paymentId}', { partner }, { pathParameters: { paymentId } }),
    list: (queryStringParameters, partner = 'acme') =>
      callFunction(listPayments, 'GET /v1/payments', { partner }, { queryStringParameters }),
    startBatch: ({ key, payments, partner = 'acme' }) => machine.start(partner, key, { payments }),
    getBatch: (batchId) =>
      callFunction(getBatch, 'GET /v1/payment-batches/{batchId}', { partner: 'acme' }, { pathParameters: { batchId } }),
    openBatchAgain: (batchId, payments) => {
      const startedAt = new Date().toISOString();
      return openBatch({ executionName: `acme_${batchId}`, startedAt, body: { payments } }, lambdaContext());
    },
    createBatchPaymentAgain: (batchId, index, payment) =>
      createBatchPayment({ executionName: `acme_${batchId}`, index, payment }, lambdaContext()),
    settled: async (paymentId) => {
      const payment = await find(paymentId);
      if (!payment) throw new Error('there is no payment to settle');
      const settled = { ...payment, status: 'settled' as const, updatedAt: new Date().toISOString() };
      await documents.send(new PutCommand({ TableName: 'PaymentsTable', Item: toItem(settled) }));
    },
    breakCall,
    documents,
    tables: { keys: 'IdempotencyTable', payments: 'PaymentsTable', ledger: 'LedgerTable' },
    tableCalls: () => calls.length,
    lastTableCall: () => calls.at(-1),
    messagesAbout: waitingMessages(queue),
    stop: async () => {
      close();
      await machine.stop();
      await tables.stop();
      await Promise.all([engine.stop(), queue.stop()]);
    },
  };
}
