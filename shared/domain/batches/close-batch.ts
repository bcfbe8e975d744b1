import { type Batch, type BatchCounts, type BatchResult, countResults } from './batch.ts';
import type { BatchName } from './batch-name.ts';

/** The batch, if it was opened, and every result written so far, by index. */
export type ReadBatch = (name: BatchName) => Promise<{ batch?: Batch; results: BatchResult[] }>;

export type CompleteBatch = (name: BatchName, counts: BatchCounts) => Promise<void>;

export interface CloseBatchInput extends BatchName {
  /** No pass comes after this look: from here on an incomplete batch is an operator's. */
  isLastLook: boolean;
}

/** Payments without a result, although every pass went through. The message is for the operator who finds the execution. */
export class BatchIncomplete extends Error {
  override readonly name = 'BatchIncomplete';
}

/**
 * Completes a batch when every payment in it has a result; `incomplete` otherwise, with nothing written.
 * @throws BatchIncomplete instead of `incomplete` at the last look
 */
export function closeBatch({ read, complete }: { read: ReadBatch; complete: CompleteBatch }) {
  return async ({ partnerId, batchId, isLastLook }: CloseBatchInput): Promise<'completed' | 'incomplete'> => {
    const name = { partnerId, batchId };
    const { batch, results } = await read(name);
    if (!batch) throw new TypeError('A batch is to be closed that was never opened.');
    if (results.length < batch.total) return leaveOpen(batch, results, isLastLook);
    await complete(name, countResults(batch.total, results));
    return 'completed';
  };
}

function leaveOpen({ total }: Batch, results: readonly BatchResult[], isLastLook: boolean): 'incomplete' {
  if (!isLastLook) return 'incomplete';
  const done = new Set(results.map(({ index }) => index));
  const missing = Array.from({ length: total }, (_, index) => index).filter((index) => !done.has(index));
  throw new BatchIncomplete(
    `No result for ${missing.length} of ${total} payments: index ${missing.join(', ')}. See docs/runbooks/workflow-failed.md.`,
  );
}
