import type { SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { documentClient } from '#shared/adapters/dynamodb-client.ts';
import { liveSecrets } from '#shared/adapters/live-secrets.ts';
import { postSandboxEvent } from '#shared/adapters/sandbox/post-event.ts';
import { advanceSandboxPayment } from '#shared/adapters/sandbox/rail-table.ts';
import { secretsManager } from '#shared/adapters/secrets-client.ts';
import { type RailMessage, railMessage } from '#shared/contracts/message-rail.ts';
import { runSandboxStep } from '#shared/domain/rail/run-sandbox-step.ts';
import { env } from '#shared/lambda/env.ts';
import { addLogKeys } from '#shared/lambda/log-context.ts';
import { queueConsumer } from '#shared/lambda/queue-consumer.ts';

const settings = env({ RAIL_TABLE: z.string(), WEBHOOK_SECRET_ID: z.string(), WEBHOOK_URL: z.url() });
const run = runSandboxStep({
  advance: advanceSandboxPayment(documentClient(), settings.RAIL_TABLE),
  post: postSandboxEvent(settings.WEBHOOK_URL, liveSecrets(secretsManager(), settings.WEBHOOK_SECRET_ID)),
});

/** RailQueue: the sandbox bank moves a payment on and posts the signed event. */
export const handler = queueConsumer({
  read: ({ body }: SQSRecord): RailMessage => railMessage.parse(JSON.parse(body)),
  handle: async (step) => {
    addLogKeys({ paymentId: step.paymentId, eventId: step.eventId });
    await run(step);
  },
});
