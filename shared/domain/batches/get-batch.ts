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
    const { batch, results } = await ports.read(name);
    if (!batch) return unopened(name, await ports.describe(name));
    return {
      id: name.batchId,
      status: await statusOf(batch, ports),
      counts: batch.counts ?? countResults(batch.total, results),
      results,
      problems: batch.problems,
    };
  };
}

async function statusOf(batch: Batch, { describe, nowMs }: Ports): Promise<BatchView['status']> {
  if (batch.status !== 'processing' || nowMs() - Date.parse(batch.startedAt) < unhurriedMs) return batch.status;
  return (await describe(batch)) === 'stopped' ? 'failed' : batch.status;
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
