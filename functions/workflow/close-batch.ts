import * as z from 'zod/mini';
import { completeBatch } from '#shared/adapters/batches/complete-batch.ts';
import { readBatch } from '#shared/adapters/batches/read-batch.ts';
import { documentClient } from '#shared/adapters/dynamodb-client.ts';
import { readCloseTask } from '#shared/contracts/batch-task.ts';
import { closeBatch } from '#shared/domain/batches/close-batch.ts';
import { env } from '#shared/lambda/env.ts';
import { addLogKeys } from '#shared/lambda/log-context.ts';
import { workflowTask } from '#shared/lambda/workflow-task.ts';

const { BATCHES_TABLE } = env({ BATCHES_TABLE: z.string() });
const db = documentClient();
const close = closeBatch({ read: readBatch(db, BATCHES_TABLE), complete: completeBatch(db, BATCHES_TABLE) });

/** Last task of a payment batch: completes it once every payment has its result. */
export const handler = workflowTask({
  read: readCloseTask,
  handle: async (input) => {
    const status = await close(input);
    addLogKeys({ partnerId: input.partnerId, batchId: input.batchId, outcome: status });
    return { status };
  },
});
