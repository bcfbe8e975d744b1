import * as z from 'zod/mini';
import { documentClient, dynamoDb } from '#shared/adapters/dynamodb-client.ts';
import { enqueuePayment } from '#shared/adapters/enqueue-payment.ts';
import { findPayment } from '#shared/adapters/find-payment.ts';
import { keyStore } from '#shared/adapters/key-store.ts';
import { savePayment } from '#shared/adapters/save-payment.ts';
import { sqs } from '#shared/adapters/sqs-client.ts';
import { readCreatePayment } from '#shared/contracts/create-payment.ts';
import { readIdempotencyKey } from '#shared/contracts/idempotency-key.ts';
import { paymentPath, paymentView } from '#shared/contracts/payment-view.ts';
import { type Acceptance, acceptPayment, hashRequest, keyReused } from '#shared/domain/payments/accept-payment.ts';
import { findByKey } from '#shared/domain/payments/find-by-key.ts';
import { asError } from '#shared/lambda/as-error.ts';
import { env, integer } from '#shared/lambda/env.ts';
import { http } from '#shared/lambda/http.ts';
import { callerOf, type HttpResponse } from '#shared/lambda/http-event.ts';
import { processed, replayed } from '#shared/lambda/idempotency-status.ts';
import { idempotently } from '#shared/lambda/idempotently.ts';
import { addLogKeys } from '#shared/lambda/log-context.ts';
import { logger } from '#shared/lambda/logger.ts';
import { MetricUnit, metrics } from '#shared/lambda/metrics.ts';
import { json } from '#shared/lambda/respond.ts';

const settings = env({
  PAYMENTS_TABLE: z.string(),
  PAYMENTS_QUEUE_URL: z.url(),
  LEDGER_TABLE: z.string(),
  IDEMPOTENCY_TABLE: z.string(),
  RESEND_AFTER_SECONDS: integer,
});
const tables = { paymentsTable: settings.PAYMENTS_TABLE, ledgerTable: settings.LEDGER_TABLE };
const find = findByKey(findPayment(documentClient(), settings.PAYMENTS_TABLE));
const accept = acceptPayment({
  save: savePayment(documentClient(), tables),
  enqueue: enqueuePayment(sqs(), settings.PAYMENTS_QUEUE_URL),
  nowMs: Date.now,
  resendAfterSeconds: settings.RESEND_AFTER_SECONDS,
});
const once = idempotently({
  store: keyStore(dynamoDb(), settings.IDEMPOTENCY_TABLE),
  reused: async (scope) => keyReused(await find(scope)),
});

/** POST /v1/payments: accepts one payment and holds its amount, once for its Idempotency-Key, and queues it for the rail. */
export const handler = http({ body: 'json', keyed: true }, (event, context) => {
  const { partnerId } = callerOf(event);
  const scope = { partnerId, route: event.routeKey, key: readIdempotencyKey(event.headers['idempotency-key']) };
  const request = readCreatePayment(event.body);
  const { requestId } = event.requestContext;
  return once({ scope, requestHash: hashRequest(request) }, context, async () =>
    answer(await accept({ scope, request, requestId })),
  );
});

function answer({ outcome, payment, enqueueError }: Acceptance): HttpResponse {
  addLogKeys({ paymentId: payment.id, outcome });
  if (enqueueError) logger.warn('payment not queued; the reconciler will', { error: asError(enqueueError) });
  if (outcome === 'accepted') metrics.addMetric('PaymentsAccepted', MetricUnit.Count, 1);
  const response = json(202, paymentView(payment), { location: paymentPath(payment.id) });
  return outcome === 'repeated' ? replayed(response) : processed(response);
}
