import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { Webhook } from 'standardwebhooks';
import type { Answer } from './api-client.ts';
import { physicalId, type RunningSluice } from './run-sluice.ts';

export interface Event {
  id: string;
  body: string;
  sentAt?: Date;
  secret?: string;
  headers?: Record<string, string>;
}

/** Posts an event as a bank does: signed over its raw bytes with the secret that Secrets Manager holds. */
export async function postEvent(sluice: RunningSluice, event: Event): Promise<Answer> {
  return sluice.anonymous('POST', '/v1/webhooks/rail', await signedEvent(sluice, event));
}

export async function signedEvent(sluice: RunningSluice, event: Event) {
  const sentAt = event.sentAt ?? new Date();
  const signature = new Webhook(event.secret ?? (await webhookSecret(sluice))).sign(event.id, sentAt, event.body);
  return {
    body: event.body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': event.id,
      'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
      'webhook-signature': signature,
      ...event.headers,
    },
  };
}

export function railEvent(type: string, data: Record<string, unknown>): string {
  return JSON.stringify({ type, timestamp: new Date().toISOString(), data });
}

async function webhookSecret(sluice: RunningSluice): Promise<string> {
  const { SecretString = '' } = await sluice.secrets.send(
    new GetSecretValueCommand({ SecretId: physicalId(sluice.twin, 'WebhookSecret') }),
  );
  return SecretString;
}
