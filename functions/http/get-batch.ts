import * as z from 'zod/mini';
import { describeBatchRun } from '#shared/adapters/batches/describe-batch-run.ts';
import { readBatch } from '#shared/adapters/batches/read-batch.ts';
import { documentClient } from '#shared/adapters/dynamodb-client.ts';
import { states } from '#shared/adapters/states-client.ts';
import { getBatch } from '#shared/domain/batches/get-batch.ts';
import { env } from '#shared/lambda/env.ts';
import { http } from '#shared/lambda/http.ts';
import { callerOf } from '#shared/lambda/http-event.ts';
import { json } from '#shared/lambda/respond.ts';

const { BATCHES_TABLE, BATCH_STATE_MACHINE_ARN } = env({
  BATCHES_TABLE: z.string(),
  BATCH_STATE_MACHINE_ARN: z.string(),
});
const get = getBatch({
  read: readBatch(documentClient(), BATCHES_TABLE),
  describe: describeBatchRun(states(), BATCH_STATE_MACHINE_ARN),
  nowMs: Date.now,
});

/** GET /v1/payment-batches/{batchId}: how a batch of the caller goes, and a result per payment. */
export const handler = http({}, async (event) => {
  const { partnerId } = callerOf(event);
  const view = await get({ partnerId, batchId: event.pathParameters?.batchId ?? '' });
  return json(200, view, { 'cache-control': 'private, no-cache' });
});
