import { type Batch, type BatchCounts, type BatchResult, countResults } from './batch.ts';
import type { BatchName } from './batch-name.ts';

/** The batch, if it was opened, and every result written so far, by index. */
export type ReadBatch = (name: BatchName) => Promise<{ batch?: Batch; results: BatchResult[] }>;

export type CompleteBatch = (name: BatchName, counts: BatchCounts) => Promise<void>;

/** Completes a batch when every payment in it has a result; `incomplete` otherwise, with nothing written. */
export function closeBatch({ read, complete }: { read: ReadBatch; complete: CompleteBatch }) {
  return async ({ partnerId, batchId }: BatchName): Promise<'completed' | 'incomplete'> => {
    const name = { partnerId, batchId };
    const { batch, results } = await read(name);
    if (!batch) throw new TypeError('A batch is to be closed that was never opened.');
    if (results.length < batch.total) return 'incomplete';
    await complete(name, countResults(batch.total, results));
    return 'completed';
  };
}
