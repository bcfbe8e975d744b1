import type { BatchName } from '../../domain/batches/batch-name.ts';

/** A batch and its results share a partition of BatchesTable, under its partner's id and its own. */
export function batchKey({ partnerId, batchId }: BatchName): string {
  return `${partnerId}#${batchId}`;
}

/** The sort key of the batch itself. */
export const batchItem = 'batch';

/** The sort key of a result: zero-padded, so that results come in the order of the payments. */
export function resultItem(index: number): string {
  return `item#${String(index).padStart(6, '0')}`;
}
