import { randomUUID } from 'node:crypto';
import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Webhook } from 'standardwebhooks';
import { OperatorMistake } from '../operator-mistake.ts';

export interface WebhookToSend {
  /** Of the API, e.g. `https://….execute-api.eu-central-1.amazonaws.com`. */
  api: string;
  secretId: string;
  type: string;
  paymentId: string;
  /** The event's id; a fresh one when absent. The same again is a duplicate. */
  id?: string | undefined;
  code?: string | undefined;
  message?: string | undefined;
}

export interface SentWebhook {
  id: string;
  status: number;
  requestId: string;
}

/** Posts a signed event as the bank would: to try a consumer out, or to tell what a bank told by phone. */
export async function sendWebhook(secrets: SecretsManagerClient, event: WebhookToSend): Promise<SentWebhook> {
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: event.secretId }));
  if (!SecretString) throw new OperatorMistake('The webhook secret has no value yet.');
  const id = event.id ?? `evt_${randomUUID()}`;
  const now = new Date();
  const body = JSON.stringify({
    type: event.type,
    timestamp: now.toISOString(),
    data: { paymentId: event.paymentId, code: event.code, message: event.message },
  });
  const response = await fetch(`${event.api}/v1/webhooks/rail`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': new Webhook(SecretString).sign(id, now, body),
    },
    body,
  });
  return { id, status: response.status, requestId: response.headers.get('apigw-requestid') ?? '' };
}
