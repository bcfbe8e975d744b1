import * as z from 'zod/mini';
import { documentClient } from '#shared/adapters/dynamodb-client.ts';
import { findPayment } from '#shared/adapters/find-payment.ts';
import { entityTagOf, matchesEntityTag } from '#shared/contracts/entity-tag.ts';
import { paymentView } from '#shared/contracts/payment-view.ts';
import { readPayment } from '#shared/domain/payments/read-payment.ts';
import { env } from '#shared/lambda/env.ts';
import { http } from '#shared/lambda/http.ts';
import { callerOf } from '#shared/lambda/http-event.ts';
import { json, noContent } from '#shared/lambda/respond.ts';

const { PAYMENTS_TABLE } = env({ PAYMENTS_TABLE: z.string() });
const read = readPayment(findPayment(documentClient(), PAYMENTS_TABLE));

/** GET /v1/payments/{paymentId}: one payment of the caller, or 304 when the caller has it as it is. */
export const handler = http({}, async (event) => {
  const { partnerId } = callerOf(event);
  const view = paymentView(await read(partnerId, event.pathParameters?.paymentId ?? ''));
  const etag = entityTagOf(view);
  const headers = { etag, 'cache-control': 'private, no-cache' };
  return matchesEntityTag(event.headers['if-none-match'], etag) ? noContent(304, headers) : json(200, view, headers);
});
