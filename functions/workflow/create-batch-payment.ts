import * as z from 'zod/mini';
import { findBatchResult } from '#shared/adapters/batches/find-batch-result.ts';
import { saveBatchResult } from '#shared/adapters/batches/save-batch-result.ts';
import { documentClient } from '#shared/adapters/dynamodb-client.ts';
import { enqueuePayment } from '#shared/adapters/enqueue-payment.ts';
import { savePayment } from '#shared/adapters/save-payment.ts';
import { sqs } from '#shared/adapters/sqs-client.ts';
import { readCreateTask } from '#shared/contracts/batch-task.ts';
import { readCreatePayment } from '#shared/contracts/create-payment.ts';
import { createBatchPayment } from '#shared/domain/batches/create-batch-payment.ts';
import { acceptPayment } from '#shared/domain/payments/accept-payment.ts';
import { asError } from '#shared/lambda/as-error.ts';
import { env, integer } from '#shared/lambda/env.ts';
import { addLogKeys } from '#shared/lambda/log-context.ts';
import { logger } from '#shared/lambda/logger.ts';
import { MetricUnit, metrics } from '#shared/lambda/metrics.ts';
import { workflowTask } from '#shared/lambda/workflow-task.ts';

const settings = env({
  BATCHES_TABLE: z.string(),
  PAYMENTS_TABLE: z.string(),
  LEDGER_TABLE: z.string(),
  PAYMENTS_QUEUE_URL: z.url(),
  RESEND_AFTER_SECONDS: integer,
});
const tables = { paymentsTable: settings.PAYMENTS_TABLE, ledgerTable: settings.LEDGER_TABLE };
const db = documentClient();
const create = createBatchPayment({
  find: findBatchResult(db, settings.BATCHES_TABLE),
  read: readCreatePayment,
  accept: acceptPayment({
    save: savePayment(db, tables),
    enqueue: enqueuePayment(sqs(), settings.PAYMENTS_QUEUE_URL),
    nowMs: Date.now,
    resendAfterSeconds: settings.RESEND_AFTER_SECONDS,
  }),
  save: saveBatchResult(db, settings.BATCHES_TABLE),
});

/** One payment of a batch, under the same contract as POST /v1/payments. A bad one is refused alone. */
export const handler = workflowTask({
  read: readCreateTask,
  handle: async (input) => {
    const { result, enqueueError, isNew } = await create(input);
    const { partnerId, batchId, index } = input;
    const paymentId = result.status === 'accepted' ? result.paymentId : undefined;
    addLogKeys({ partnerId, batchId, index, outcome: result.status, paymentId });
    if (enqueueError) logger.warn('payment not queued; the reconciler will', { error: asError(enqueueError) });
    if (isNew) metrics.addMetric('PaymentsAccepted', MetricUnit.Count, 1);
    return { status: result.status };
  },
});
