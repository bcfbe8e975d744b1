import * as z from 'zod/mini';
import { documentClient } from '#shared/adapters/dynamodb-client.ts';
import { findPayment } from '#shared/adapters/find-payment.ts';
import { liveSecrets } from '#shared/adapters/live-secrets.ts';
import { pause } from '#shared/adapters/pause.ts';
import { recordRailEvent } from '#shared/adapters/record-rail-event.ts';
import { secretsManager } from '#shared/adapters/secrets-client.ts';
import { quarantine } from '#shared/adapters/webhooks/quarantine.ts';
import { readDelivery } from '#shared/contracts/webhook-delivery.ts';
import { readRailEvent } from '#shared/contracts/webhook-event.ts';
import { applyRailEvent } from '#shared/domain/payments/apply-rail-event.ts';
import { processWebhook } from '#shared/domain/webhooks/process-webhook.ts';
import { verifyDelivery } from '#shared/domain/webhooks/verify-delivery.ts';
import { env } from '#shared/lambda/env.ts';
import { queueConsumer } from '#shared/lambda/queue-consumer.ts';
import { reportWebhook } from '#shared/lambda/report-webhook.ts';

const settings = env({
  PAYMENTS_TABLE: z.string(),
  EVENTS_TABLE: z.string(),
  LEDGER_TABLE: z.string(),
  WEBHOOK_SECRET_ID: z.string(),
});
const db = documentClient();
const tables = {
  paymentsTable: settings.PAYMENTS_TABLE,
  eventsTable: settings.EVENTS_TABLE,
  ledgerTable: settings.LEDGER_TABLE,
};
const nowMs = Date.now;
const find = findPayment(db, settings.PAYMENTS_TABLE);
const handle = processWebhook({
  verify: verifyDelivery(liveSecrets(secretsManager(), settings.WEBHOOK_SECRET_ID)),
  read: readRailEvent,
  apply: applyRailEvent({ find, record: recordRailEvent(db, tables), nowMs, pause }),
  quarantine: quarantine(db, settings.EVENTS_TABLE),
  nowMs,
});

/** WebhooksQueue: checks a delivery of the rail and applies its event to the payment. */
export const handler = queueConsumer({
  read: readDelivery,
  handle: async (delivery) => reportWebhook(await handle(delivery), delivery.id),
});
