import { DomainError, type Problem } from '../errors.ts';
import { type Batch, type BatchCounts, type BatchResult, countResults } from './batch.ts';
import { type BatchName, isBatchName } from './batch-name.ts';
import type { ReadBatch } from './close-batch.ts';

/** What the workflow engine knows of a batch's execution; `unknown` when it does not answer just now. */
export type DescribeBatchRun = (name: BatchName) => Promise<BatchRun>;

export type BatchRun = 'running' | 'succeeded' | 'stopped' | 'none' | 'unknown';

export interface BatchView {
  id: string;
  /**
   * - `accepted`: taken in, not yet opened
   * - `processing`: results come in one by one
   * - `completed`: every payment has its result
   * - `rejected`: the batch as a whole breaks the contract; nothing was done
   * - `failed`: its workflow stopped; results so far stand, and the operators can resume it
   */
  status: 'accepted' | 'processing' | 'completed' | 'rejected' | 'failed';
  counts: BatchCounts;
  results: BatchResult[];
  problems?: Problem[];
}

interface Ports {
  read: ReadBatch;
  describe: DescribeBatchRun;
  nowMs: () => number;
}

/** A batch that is still processing after this long is worth a (rate-limited) question to the workflow engine. */
const unhurriedMs = 5 * 60_000;

/** Reads a partner's batch. Another partner's cannot even be named: the caller's partner id is part of every key. */
export function getBatch(ports: Ports) {
  return async (name: BatchName): Promise<BatchView> => {
    if (!isBatchName(name)) throw notFound();
    const found = await ports.read(name);
    if (!found.batch) return unopened(name, await ports.describe(name));
    const view = viewOf(found.batch, found.results);
    if (!isOverdue(found.batch, ports.nowMs()) || goesOn(await ports.describe(name))) return view;
    // Its workflow may have completed it, and ended, since it was read.
    const { batch = found.batch, results } = await ports.read(name);
    return asLeft(viewOf(batch, results));
  };
}

function viewOf(batch: Batch, results: BatchResult[]): BatchView {
  return {
    id: batch.batchId,
    status: batch.status,
    counts: batch.counts ?? countResults(batch.total, results),
    results,
    problems: batch.problems,
  };
}

function isOverdue({ status, startedAt }: Batch, nowMs: number): boolean {
  return status === 'processing' && nowMs - Date.parse(startedAt) >= unhurriedMs;
}

/**
 * Whether somebody may still be at work on an overdue batch. Its execution is old enough to be seen: `none` is left of it when
 * it ended 90 days ago, and one of its name that succeeded is a later one, which found the name taken.
 */
function goesOn(run: BatchRun): boolean {
  return run === 'running' || run === 'unknown';
}

/** As it stays when nobody works on it any more. */
function asLeft(view: BatchView): BatchView {
  return view.status === 'processing' ? { ...view, status: 'failed' } : view;
}

function unopened({ batchId }: BatchName, run: BatchRun): BatchView {
  if (run === 'none') throw notFound();
  if (run === 'unknown') throw unavailable();
  const view = { id: batchId, counts: { total: 0, accepted: 0, refused: 0 }, results: [] };
  return run === 'stopped' ? { ...view, status: 'failed', problems: [notOpened] } : { ...view, status: 'accepted' };
}

/** Its workflow ended before it wrote anything, which is before it made any payment. */
const notOpened: Problem = {
  pointer: '',
  detail: 'No payment was made. If the batch had almost 256 KB, send it in parts, each under a new Idempotency-Key.',
};

function notFound(): DomainError {
  return new DomainError(
    'batch-not-found',
    'There is no such batch. Its id is the Idempotency-Key that it was sent with.',
  );
}

function unavailable(): DomainError {
  return new DomainError('service-unavailable', 'The batch cannot be looked up for the moment.', {
    retryAfterSeconds: 2,
  });
}
