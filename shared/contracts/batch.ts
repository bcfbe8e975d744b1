import * as z from 'zod/mini';
import type { Batch, BatchResult } from '../domain/batches/batch.ts';
import type { CheckBatch } from '../domain/batches/open-batch.ts';
import { DomainError } from '../domain/errors.ts';
import { readContract } from './read-contract.ts';

/** One execution's history (25,000 events) and input (256 KB) hold this many payments. */
export const maxPayments = 500;

/** Body of `POST /v1/payment-batches`, as far as the batch as a whole goes. Step Functions has parsed it. */
const batchRequest = z.strictObject({
  payments: z.array(z.unknown()).check(z.minLength(1), z.maxLength(maxPayments)),
});

export const checkBatch: CheckBatch = (body) => {
  try {
    return { total: readContract(batchRequest, body).payments.length };
  } catch (error) {
    if (error instanceof DomainError && error.problems) return { problems: error.problems };
    throw error;
  }
};

const problems = z.array(z.object({ pointer: z.string(), detail: z.string() }));
const counts = z.object({ total: z.int(), accepted: z.int(), refused: z.int() });

/** A batch's own item in BatchesTable. */
const storedBatch = z.object({
  partnerId: z.string(),
  batchId: z.string(),
  status: z.enum(['processing', 'rejected', 'completed']),
  startedAt: z.string(),
  total: z.int(),
  counts: z.optional(counts),
  problems: z.optional(problems),
});

/** An item of BatchesTable for one payment. */
const storedResult = z.discriminatedUnion('status', [
  z.object({ index: z.int(), status: z.literal('accepted'), paymentId: z.string() }),
  z.object({ index: z.int(), status: z.literal('refused'), problems }),
]);

/** @throws ZodError when the item is not a batch: a defect, never the caller's fault */
export function batchFromItem(item: unknown): Batch {
  return storedBatch.parse(item);
}

/** @throws ZodError when the item is not a result: a defect, never the caller's fault */
export function resultFromItem(item: unknown): BatchResult {
  return storedResult.parse(item);
}
