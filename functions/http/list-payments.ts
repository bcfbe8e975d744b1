import * as z from 'zod/mini';
import { documentClient } from '#shared/adapters/dynamodb-client.ts';
import { findPayment } from '#shared/adapters/find-payment.ts';
import { listPayments } from '#shared/adapters/list-payments.ts';
import { readCursor, writeCursor } from '#shared/contracts/cursor.ts';
import { type ListQuery, readListQuery } from '#shared/contracts/list-payments.ts';
import { paymentView } from '#shared/contracts/payment-view.ts';
import { findByKey } from '#shared/domain/payments/find-by-key.ts';
import type { Payment } from '#shared/domain/payments/payment.ts';
import { env } from '#shared/lambda/env.ts';
import { http } from '#shared/lambda/http.ts';
import { callerOf } from '#shared/lambda/http-event.ts';
import { json } from '#shared/lambda/respond.ts';

/** The route whose keys are looked up; a batch is found by its own id. */
const keyedRoute = 'POST /v1/payments';

const { PAYMENTS_TABLE } = env({ PAYMENTS_TABLE: z.string() });
const list = listPayments(documentClient(), PAYMENTS_TABLE);
const find = findByKey(findPayment(documentClient(), PAYMENTS_TABLE));

/**
 * GET /v1/payments: a page of the caller's payments, newest first; `nextCursor` leads to the next page, if there is one.
 * With `idempotencyKey` the one payment that the key made on POST /v1/payments, or none; unlike a page, never stale.
 */
export const handler = http({}, async (event) => {
  const { partnerId } = callerOf(event);
  const { idempotencyKey: key, ...query } = readListQuery(event.queryStringParameters);
  const found = key === undefined ? await page(partnerId, query) : await byKey(partnerId, key);
  const body = { ...found, payments: found.payments.map(paymentView) };
  return json(200, body, { 'cache-control': 'private, no-cache' });
});

interface Found {
  payments: Payment[];
  nextCursor?: string;
}

async function byKey(partnerId: string, key: string): Promise<Found> {
  const payment = await find({ partnerId, route: keyedRoute, key });
  return { payments: payment ? [payment] : [] };
}

async function page(partnerId: string, { status, limit, cursor }: ListQuery): Promise<Found> {
  const listOf = { partnerId, status };
  const afterId = cursor === undefined ? undefined : readCursor(listOf, cursor);
  const { payments, more } = await list({ ...listOf, limit, afterId });
  const last = payments.at(-1);
  return { payments, nextCursor: more && last ? writeCursor(listOf, last.id) : undefined };
}
