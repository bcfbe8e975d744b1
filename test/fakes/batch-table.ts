import type { Batch, BatchResult } from '#shared/domain/batches/batch.ts';
import type { BatchName } from '#shared/domain/batches/batch-name.ts';
import type { CompleteBatch, ReadBatch } from '#shared/domain/batches/close-batch.ts';
import type { FindBatchResult, SaveBatchResult } from '#shared/domain/batches/create-batch-payment.ts';
import type { CreateBatch } from '#shared/domain/batches/open-batch.ts';

export interface BatchTable {
  create: CreateBatch;
  findResult: FindBatchResult;
  saveResult: SaveBatchResult;
  complete: CompleteBatch;
  read: ReadBatch;
}

/** In memory; the same contract suite runs against it and against DynamoDB. */
export function fakeBatchTable(): BatchTable {
  const batches = new Map<string, Batch>();
  const results = new Map<string, BatchResult[]>();
  const keyOf = ({ partnerId, batchId }: BatchName) => `${partnerId}#${batchId}`;
  return {
    create: async (batch) => {
      const existing = batches.get(keyOf(batch));
      if (existing) return existing.startedAt === batch.startedAt ? 'same' : 'taken';
      batches.set(keyOf(batch), structuredClone(batch));
      return 'created';
    },
    findResult: async (name, index) => structuredClone(results.get(keyOf(name))?.[index]),
    saveResult: async (name, result) => {
      const list = results.get(keyOf(name)) ?? [];
      const standing = result.status === 'refused' ? list[result.index] : undefined;
      if (standing) return structuredClone(standing);
      list[result.index] = structuredClone(result);
      results.set(keyOf(name), list);
      return result;
    },
    complete: async (name, counts) => {
      const batch = batches.get(keyOf(name));
      if (batch) batches.set(keyOf(name), { ...batch, status: 'completed', counts });
    },
    read: async (name) => {
      const list = results.get(keyOf(name)) ?? [];
      return structuredClone({ batch: batches.get(keyOf(name)), results: list.filter(() => true) });
    },
  };
}
