import * as z from 'zod/mini';
import { createBatch } from '#shared/adapters/batches/create-batch.ts';
import { documentClient } from '#shared/adapters/dynamodb-client.ts';
import { checkBatch } from '#shared/contracts/batch.ts';
import { readOpenTask } from '#shared/contracts/batch-task.ts';
import { openBatch } from '#shared/domain/batches/open-batch.ts';
import { env } from '#shared/lambda/env.ts';
import { addLogKeys } from '#shared/lambda/log-context.ts';
import { workflowTask } from '#shared/lambda/workflow-task.ts';

const { BATCHES_TABLE } = env({ BATCHES_TABLE: z.string() });
const open = openBatch({ create: createBatch(documentClient(), BATCHES_TABLE), check: checkBatch });

/** First task of a payment batch: opens it, or rejects it as a whole. The payments stay in the workflow's own state. */
export const handler = workflowTask({
  read: readOpenTask,
  handle: async (input) => {
    const status = await open(input);
    addLogKeys({ partnerId: input.partnerId, batchId: input.batchId, outcome: status });
    return { status };
  },
});
