import { setTimeout } from 'node:timers/promises';
import * as z from 'zod/mini';
import { documentClient } from '#shared/adapters/dynamodb-client.ts';
import { liveSecrets } from '#shared/adapters/live-secrets.ts';
import { findSandboxPayment, markSandboxScheduled, takeSandboxPayment } from '#shared/adapters/sandbox/rail-table.ts';
import { scheduleSandboxStep } from '#shared/adapters/sandbox/schedule-step.ts';
import { secretsManager } from '#shared/adapters/secrets-client.ts';
import { sqs } from '#shared/adapters/sqs-client.ts';
import { railOrder } from '#shared/contracts/rail-order.ts';
import { sandboxAnswer } from '#shared/contracts/sandbox-payment.ts';
import { isBearer } from '#shared/domain/rail/is-bearer.ts';
import { takeSandboxOrder } from '#shared/domain/rail/take-sandbox-order.ts';
import { tellOfSandboxPayment } from '#shared/domain/rail/tell-of-sandbox-payment.ts';
import { env } from '#shared/lambda/env.ts';
import { http } from '#shared/lambda/http.ts';
import type { HttpEvent, HttpResponse } from '#shared/lambda/http-event.ts';
import { addLogKeys } from '#shared/lambda/log-context.ts';
import { json } from '#shared/lambda/respond.ts';

const settings = env({ RAIL_TABLE: z.string(), RAIL_QUEUE_URL: z.url(), RAIL_KEY_SECRET_ID: z.string() });
const db = documentClient();
const keys = liveSecrets(secretsManager(), settings.RAIL_KEY_SECRET_ID);
const tellOf = tellOfSandboxPayment(findSandboxPayment(db, settings.RAIL_TABLE));
const take = takeSandboxOrder({
  take: takeSandboxPayment(db, settings.RAIL_TABLE),
  schedule: scheduleSandboxStep(sqs(), settings.RAIL_QUEUE_URL),
  markScheduled: markSandboxScheduled(db, settings.RAIL_TABLE),
  wait: (ms) => setTimeout(ms),
});

/** POST /sandbox/rail/payments and GET /sandbox/rail/payments/{paymentId}: a bank that answers as a bank's API would. */
export const handler = http({}, async (event) => {
  if (!(await isAllowed(event))) return json(401, { error: 'unauthorized' });
  return event.routeKey.startsWith('POST') ? takeOrder(event) : answerAbout(event.pathParameters?.paymentId ?? '');
});

/** A key that fits none of the cached ones may have been made since: look once more. */
async function isAllowed({ headers }: HttpEvent): Promise<boolean> {
  const given = headers.authorization;
  return isBearer(given, await keys()) || isBearer(given, await keys({ fresh: true }));
}

async function takeOrder(event: HttpEvent): Promise<HttpResponse> {
  const order = railOrder.safeParse(parseJson(event.body));
  if (!order.success) return json(400, { error: 'not an order' });
  addLogKeys({ paymentId: order.data.id });
  const requestId = event.headers['x-request-id'] ?? event.requestContext.requestId;
  const { fumbles, payment } = await take(order.data, requestId);
  if (fumbles) return json(500, { error: 'taken, but the answer went wrong' });
  return json(payment.status === 'rejected' ? 422 : 202, sandboxAnswer(payment));
}

async function answerAbout(paymentId: string): Promise<HttpResponse> {
  const payment = await tellOf(paymentId);
  return payment ? json(200, sandboxAnswer(payment)) : json(404, { error: 'unknown' });
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
