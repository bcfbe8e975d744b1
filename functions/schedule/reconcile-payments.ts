import * as z from 'zod/mini';
import { documentClient } from '#shared/adapters/dynamodb-client.ts';
import { enqueuePayment } from '#shared/adapters/enqueue-payment.ts';
import { findDuePayments } from '#shared/adapters/find-due-payments.ts';
import { findOldestWaiting } from '#shared/adapters/find-oldest-waiting.ts';
import { findPayment } from '#shared/adapters/find-payment.ts';
import { liveSecrets } from '#shared/adapters/live-secrets.ts';
import { pause } from '#shared/adapters/pause.ts';
import { askRail } from '#shared/adapters/rail/ask-rail.ts';
import { recordRailEvent } from '#shared/adapters/record-rail-event.ts';
import { replacePayment } from '#shared/adapters/replace-payment.ts';
import { secretsManager } from '#shared/adapters/secrets-client.ts';
import { sqs } from '#shared/adapters/sqs-client.ts';
import { applyRailEvent } from '#shared/domain/payments/apply-rail-event.ts';
import { reconcilePayments } from '#shared/domain/payments/reconcile-payments.ts';
import { env, integer } from '#shared/lambda/env.ts';
import { reportReconciliation } from '#shared/lambda/report-reconciliation.ts';
import { schedule } from '#shared/lambda/schedule.ts';

const settings = env({
  PAYMENTS_TABLE: z.string(),
  EVENTS_TABLE: z.string(),
  LEDGER_TABLE: z.string(),
  PAYMENTS_QUEUE_URL: z.url(),
  RAIL_URL: z.url(),
  RAIL_KEY_SECRET_ID: z.string(),
  RESEND_AFTER_SECONDS: integer,
  ASK_AFTER_SECONDS: integer,
});
const db = documentClient();
const tables = {
  paymentsTable: settings.PAYMENTS_TABLE,
  eventsTable: settings.EVENTS_TABLE,
  ledgerTable: settings.LEDGER_TABLE,
};
const nowMs = Date.now;
const find = findPayment(db, settings.PAYMENTS_TABLE);
const reconcile = reconcilePayments({
  due: findDuePayments(db, settings.PAYMENTS_TABLE),
  oldest: findOldestWaiting(db, settings.PAYMENTS_TABLE),
  find,
  replace: replacePayment(db, tables),
  enqueue: enqueuePayment(sqs(), settings.PAYMENTS_QUEUE_URL),
  ask: askRail({ url: settings.RAIL_URL, key: liveSecrets(secretsManager(), settings.RAIL_KEY_SECRET_ID) }),
  apply: applyRailEvent({ find, record: recordRailEvent(db, tables), nowMs, pause }),
  nowMs,
  resendAfterSeconds: settings.RESEND_AFTER_SECONDS,
  askAfterSeconds: settings.ASK_AFTER_SECONDS,
});

/** A check that starts this late could outlive the function: two rail calls of 5 s and a few of DynamoDB. */
const lastCheckBeforeEndMs = 20_000;

/** Every minute: looks into what got stuck, and sets it going again. */
export const handler = schedule(async (context) => {
  const until = Date.now() + context.getRemainingTimeInMillis() - lastCheckBeforeEndMs;
  reportReconciliation(await reconcile(until));
});
