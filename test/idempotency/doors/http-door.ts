import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { FaultEffect, FaultPoint } from '../../../local/faults.ts';
import type { Twin } from '../../../local/twin.ts';
import { type Answer as Fetched, paymentRequest } from '../../support/api-client.ts';
import { eventually } from '../../support/eventually.ts';
import { physicalId, type RunningSluice } from '../../support/run-sluice.ts';
import type { Answer, Broken, Door, Effect, TableCall } from './door.ts';

export interface HttpDoor extends Door {
  /** Lets AWS refuse the next batch, because it is asked too often. */
  throttleNextBatch(): void;
}

/** The whole product on the twin, through the gateway. */
export function httpDoor(sluice: RunningSluice): HttpDoor {
  const partners = { acme: sluice.acme, globex: sluice.globex };
  const call = async (partner: keyof typeof partners, ...request: Parameters<typeof sluice.acme>): Promise<Answer> =>
    answerOf(await partners[partner](...request));
  return {
    create: ({ partner = 'acme', key, body = paymentRequest(), headers = {} }) =>
      call(partner, 'POST', '/v1/payments', { key, body, headers }),
    get: (paymentId, partner = 'acme') => call(partner, 'GET', `/v1/payments/${paymentId}`),
    list: (query, partner = 'acme') => call(partner, 'GET', `/v1/payments?${new URLSearchParams(query)}`),
    startBatch: ({ key, payments, partner = 'acme' }) =>
      call(partner, 'POST', '/v1/payment-batches', { key, body: { payments } }),
    getBatch: (batchId) => call('acme', 'GET', `/v1/payment-batches/${batchId}`),
    settled: async (paymentId) => {
      const look = async () => {
        await sluice.invoke('reconcilePayments');
        return (await call('acme', 'GET', `/v1/payments/${paymentId}`)).json.status === 'settled';
      };
      await eventually('the payment to settle', look, { deadlineMs: 60_000, everyMs: 500 });
    },
    throttleNextBatch: () => {
      const isStart = (point: FaultPoint) => point.at === 'aws-call' && point.action === 'states:StartExecution';
      sluice.twin.faults.add(isStart, { do: 'throttle' });
    },
    breakCall: (broken, effect, times) => breakCall(sluice, broken, effect, times),
    tableCalls: countTableCalls(sluice),
    documents: DynamoDBDocumentClient.from(sluice.dynamodb),
    tables: {
      keys: physicalId(sluice.twin, 'IdempotencyTable'),
      payments: physicalId(sluice.twin, 'PaymentsTable'),
      ledger: physicalId(sluice.twin, 'LedgerTable'),
    },
  };
}

/** A fault that never strikes sees every call. */
function countTableCalls({ twin }: RunningSluice): () => number {
  const isCounted = hasRole(twin, 'CreatePaymentRole', 'ListPaymentsRole');
  let count = 0;
  const look = (point: FaultPoint) => {
    if (point.at === 'aws-call' && point.action.startsWith('dynamodb:') && isCounted(point.roleArn)) count += 1;
    return false;
  };
  twin.faults.add(look, { do: 'fail' });
  return () => count;
}

function hasRole(twin: Twin, ...logicalIds: string[]): (roleArn: string | undefined) => boolean {
  const roles = logicalIds.map((logicalId) => `/${physicalId(twin, logicalId)}`);
  return (roleArn = '') => roles.some((role) => roleArn.endsWith(role));
}

function answerOf({ status, headers, text, json }: Fetched): Answer {
  return { status, headers: Object.fromEntries(headers), text, json };
}

/** Only what those functions call that create payments is struck, and not the workers behind them. */
function breakCall({ twin }: RunningSluice, { operation, table }: TableCall, effect: Effect, times = 1): Broken {
  const struck = Promise.withResolvers<void>();
  const isMaker = hasRole(twin, 'CreatePaymentRole', 'CreateBatchPaymentRole');
  const matches = (point: FaultPoint): boolean => {
    if (point.at !== 'aws-call' || point.action !== `dynamodb:${operation}` || !isMaker(point.roleArn)) return false;
    if (!point.resources.some((arn) => arn.includes(`:table/${table}`))) return false;
    struck.resolve();
    return true;
  };
  const end = twin.faults.add(matches, effects[effect], times);
  return { struck: struck.promise, end, release: end };
}

/** The twin cannot hold a call until it is told: it holds it for a second and a half, which the AWS SDK still waits for. */
const effects: Record<Effect, FaultEffect> = {
  fail: { do: 'fail' },
  throttle: { do: 'throttle' },
  drop: { do: 'drop-response' },
  hold: { do: 'delay', ms: 1_500 },
};
