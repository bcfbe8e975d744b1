import { DomainError, type ErrorCode } from '../errors.ts';
import type { Acceptance, AcceptPayment, PaymentRequest } from '../payments/accept-payment.ts';
import type { BatchResult } from './batch.ts';
import type { BatchName } from './batch-name.ts';

/** The result that a payment of a batch has; `undefined` when it has none yet. A consistent read. */
export type FindBatchResult = (name: BatchName, index: number) => Promise<BatchResult | undefined>;

/**
 * Writes what became of one payment, and gives what stands. `accepted` always does, for its money is held; `refused` only
 * where there was no result: another one that is there comes back.
 */
export type SaveBatchResult = (name: BatchName, result: BatchResult) => Promise<BatchResult>;

export interface CreateBatchPaymentInput extends BatchName {
  index: number;
  payment: unknown;
  requestId: string;
}

export interface CreatedBatchPayment {
  result: BatchResult;
  /** False when it was refused, or has its result from an earlier try. */
  isNew: boolean;
  enqueueError?: unknown;
}

interface Ports {
  find: FindBatchResult;
  /** Throws DomainError `invalid-request` with its problems. */
  read: (payment: unknown) => PaymentRequest;
  accept: (command: AcceptPayment) => Promise<Acceptance>;
  save: SaveBatchResult;
}

export const batchRoute = 'POST /v1/payment-batches';

/**
 * Accepts one payment of a batch, or notes what is wrong with it: a bad one fails alone. What has a result keeps it, whatever
 * the funds are by now: its partner may have read the refusal, and sent the payment under another key.
 */
export function createBatchPayment(ports: Ports) {
  return async (input: CreateBatchPaymentInput): Promise<CreatedBatchPayment> => {
    const { partnerId, batchId, index } = input;
    const name = { partnerId, batchId };
    const standing = await ports.find(name, index);
    if (standing) return { result: standing, isNew: false };
    const created = await acceptOrRefuse(ports, input);
    return { ...created, result: await ports.save(name, created.result) };
  };
}

async function acceptOrRefuse({ read, accept }: Ports, input: CreateBatchPaymentInput): Promise<CreatedBatchPayment> {
  const { partnerId, batchId, index, requestId } = input;
  const scope = { partnerId, route: batchRoute, key: `${batchId}#${index}` };
  try {
    const request = read(input.payment);
    const { payment, outcome, enqueueError } = await accept({ scope, request, requestId, batchId });
    const result = { index, status: 'accepted' as const, paymentId: payment.id };
    return { result, isNew: outcome === 'accepted', enqueueError };
  } catch (error) {
    if (!(error instanceof DomainError) || !refusals.has(error.code)) throw error;
    const problems = error.problems ?? [{ pointer: '', detail: error.message }];
    return { result: { index, status: 'refused', problems }, isNew: false };
  }
}

/** What is the caller's to mend. Anything else is ours, and the state machine tries again. */
const refusals: ReadonlySet<ErrorCode> = new Set(['invalid-request', 'idempotency-key-reused', 'insufficient-funds']);
