import type { Problem } from '../errors.ts';
import type { Batch } from './batch.ts';
import { type BatchName, isBatchName } from './batch-name.ts';

/**
 * Writes a batch that is not there yet. `same` when this very execution wrote it before; `taken` when the id belongs to
 * an earlier batch: Step Functions frees an execution name after 90 days, we never free a batch id.
 */
export type CreateBatch = (batch: Batch) => Promise<'created' | 'same' | 'taken'>;

/** Looks at the batch as a whole; what is wrong with single payments is found out one by one later. */
export type CheckBatch = (body: unknown) => { total: number } | { problems: Problem[] };

export interface OpenBatchInput extends BatchName {
  startedAt: string;
  body: unknown;
}

/**
 * Opens a batch, or rejects it as a whole with its problems. A retry does nothing new. What no reader could ask for, such as a
 * batch of an empty key, is not even written.
 */
export function openBatch({ create, check }: { create: CreateBatch; check: CheckBatch }) {
  return async ({ partnerId, batchId, startedAt, body }: OpenBatchInput): Promise<'open' | 'rejected'> => {
    if (!isBatchName({ partnerId, batchId })) return 'rejected';
    const name = { partnerId, batchId, startedAt };
    const checked = check(body);
    const batch: Batch =
      'problems' in checked
        ? { ...name, status: 'rejected', total: 0, problems: checked.problems }
        : { ...name, status: 'processing', total: checked.total };
    const created = await create(batch);
    return created === 'taken' || batch.status === 'rejected' ? 'rejected' : 'open';
  };
}
