import * as z from 'zod/mini';
import { documentClient } from '#shared/adapters/dynamodb-client.ts';
import { listPayments } from '#shared/adapters/list-payments.ts';
import { readCursor, writeCursor } from '#shared/contracts/cursor.ts';
import { readListQuery } from '#shared/contracts/list-payments.ts';
import { paymentView } from '#shared/contracts/payment-view.ts';
import { env } from '#shared/lambda/env.ts';
import { http } from '#shared/lambda/http.ts';
import { callerOf } from '#shared/lambda/http-event.ts';
import { json } from '#shared/lambda/respond.ts';

const { PAYMENTS_TABLE } = env({ PAYMENTS_TABLE: z.string() });
const list = listPayments(documentClient(), PAYMENTS_TABLE);

/** GET /v1/payments: a page of the caller's payments, newest first. `nextCursor` leads to the next page, if there is one. */
export const handler = http({}, async (event) => {
  const { partnerId } = callerOf(event);
  const { status, limit, cursor } = readListQuery(event.queryStringParameters);
  const listOf = { partnerId, status };
  const afterId = cursor === undefined ? undefined : readCursor(listOf, cursor);

  const { payments, more } = await list({ ...listOf, limit, afterId });
  const last = payments.at(-1);
  const nextCursor = more && last ? writeCursor(listOf, last.id) : undefined;
  return json(200, { payments: payments.map(paymentView), nextCursor }, { 'cache-control': 'private, no-cache' });
});
