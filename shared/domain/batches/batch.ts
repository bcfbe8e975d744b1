import type { Problem } from '../errors.ts';

/** A batch as Sluice keeps it. Until its workflow has opened it, only the workflow itself knows of it. */
export interface Batch {
  partnerId: string;
  /** The partner's Idempotency-Key. */
  batchId: string;
  status: 'processing' | 'rejected' | 'completed';
  /** When the workflow started, ISO 8601: tells this batch from a later one under the same name. */
  startedAt: string;
  total: number;
  counts?: BatchCounts;
  /** Why the batch as a whole was rejected; present exactly then. */
  problems?: Problem[];
}

export interface BatchCounts {
  total: number;
  accepted: number;
  refused: number;
}

/** What became of one payment of a batch. */
export type BatchResult =
  | { index: number; status: 'accepted'; paymentId: string }
  | { index: number; status: 'refused'; problems: Problem[] };

export function countResults(total: number, results: readonly BatchResult[]): BatchCounts {
  const accepted = results.filter(({ status }) => status === 'accepted').length;
  return { total, accepted, refused: results.length - accepted };
}
