import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { DomainError } from '../domain/errors.ts';
import type { PaymentStatus } from '../domain/payments/payment.ts';
import { isPaymentId } from '../domain/payments/payment-id.ts';

/** The list that a cursor is a place in. */
export interface ListOf {
  partnerId: string;
  status?: PaymentStatus;
}

/**
 * An opaque place in one list: the last id shown, and a mark of the list. The mark is no secret and need not be one: a
 * list is always read under the caller's own partner id, so the worst that a forged cursor finds is one's own payments.
 */
export function writeCursor(list: ListOf, lastId: string): string {
  return Buffer.from(`${lastId} ${markOf(list)}`).toString('base64url');
}

/** @throws DomainError invalid-cursor when it is not a cursor, or one of another partner or filter */
export function readCursor(list: ListOf, cursor: string): string {
  const [lastId = '', mark] = Buffer.from(cursor, 'base64url').toString('latin1').split(' ');
  if (isPaymentId(lastId) && writeCursor(list, lastId) === cursor && mark === markOf(list)) return lastId;
  throw new DomainError('invalid-cursor', 'Use nextCursor of the page before, with the same status, or start without.');
}

function markOf({ partnerId, status }: ListOf): string {
  const digest = createHash('sha256').update(JSON.stringify([partnerId, status ?? null]));
  return digest.digest('base64url').slice(0, 16);
}
