import type { SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { documentClient } from '#shared/adapters/dynamodb-client.ts';
import { findPayment } from '#shared/adapters/find-payment.ts';
import { liveSecrets } from '#shared/adapters/live-secrets.ts';
import { pause } from '#shared/adapters/pause.ts';
import { sendToRail } from '#shared/adapters/rail/send-to-rail.ts';
import { recordRailEvent } from '#shared/adapters/record-rail-event.ts';
import { replacePayment } from '#shared/adapters/replace-payment.ts';
import { secretsManager } from '#shared/adapters/secrets-client.ts';
import { type PaymentMessage, paymentMessage } from '#shared/contracts/message-payment.ts';
import { applyRailEvent } from '#shared/domain/payments/apply-rail-event.ts';
import { submitPayment } from '#shared/domain/payments/submit-payment.ts';
import { countMoves } from '#shared/lambda/count-moves.ts';
import { countRefused } from '#shared/lambda/count-unapplied.ts';
import { env, integer } from '#shared/lambda/env.ts';
import { addLogKeys } from '#shared/lambda/log-context.ts';
import { logger } from '#shared/lambda/logger.ts';
import { queueConsumer } from '#shared/lambda/queue-consumer.ts';

const settings = env({
  PAYMENTS_TABLE: z.string(),
  EVENTS_TABLE: z.string(),
  LEDGER_TABLE: z.string(),
  RAIL_URL: z.url(),
  RAIL_KEY_SECRET_ID: z.string(),
  ASK_AFTER_SECONDS: integer,
});
const db = documentClient();
const tables = {
  paymentsTable: settings.PAYMENTS_TABLE,
  eventsTable: settings.EVENTS_TABLE,
  ledgerTable: settings.LEDGER_TABLE,
};
const ports = { find: findPayment(db, settings.PAYMENTS_TABLE), nowMs: Date.now, pause };
const submit = submitPayment({
  ...ports,
  replace: replacePayment(db, tables),
  send: sendToRail({ url: settings.RAIL_URL, key: liveSecrets(secretsManager(), settings.RAIL_KEY_SECRET_ID) }),
  apply: applyRailEvent({ ...ports, record: recordRailEvent(db, tables) }),
  askAfterSeconds: settings.ASK_AFTER_SECONDS,
});

const messages = { taken: 'payment taken', rejected: 'payment rejected', 'no-need': 'payment needs no rail' };

/** PaymentsQueue: hands an accepted payment to the rail. */
export const handler = queueConsumer({
  read: ({ body }: SQSRecord): PaymentMessage => paymentMessage.parse(JSON.parse(body)),
  handle: async (message) => {
    addLogKeys({ paymentId: message.paymentId });
    const { outcome, reached, refused } = await submit(message);
    countMoves(reached);
    countRefused(message.paymentId, refused);
    logger.info(messages[outcome]);
  },
});
