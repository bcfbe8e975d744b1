import { randomUUID } from 'node:crypto';
import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Webhook } from 'standardwebhooks';
import { readRailEvent } from '#shared/contracts/webhook-event.ts';
import { isPaymentId } from '#shared/domain/payments/payment-id.ts';
import { checkSignature } from '#shared/domain/webhooks/check-signature.ts';
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

/**
 * Posts a signed event as the bank would: to try a consumer out, or to tell what a bank told by phone. The front door takes
 * whatever comes and judges it later, so what the consumer could only set aside is not sent.
 * @throws OperatorMistake for a type, a payment id or an event id that cannot be one
 */
export async function sendWebhook(secrets: SecretsManagerClient, event: WebhookToSend): Promise<SentWebhook> {
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: event.secretId }));
  if (!SecretString) throw new OperatorMistake('The webhook secret has no value yet.');
  const id = event.id ?? `evt_${randomUUID()}`;
  const now = new Date();
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const body = JSON.stringify({
    type: event.type,
    timestamp: now.toISOString(),
    data: { paymentId: event.paymentId, code: event.code, message: event.message },
  });
  checkContract(event, body);
  const signature = new Webhook(SecretString).sign(id, now, body);
  const delivery = { id, body, signature, timestamp, receivedAt: now.getTime(), requestId: '' };
  if (checkSignature(delivery, [SecretString]) === 'malformed-headers')
    throw new OperatorMistake(`"${id}" is no event id: 1 to 256 visible ASCII characters, no spaces.`);
  const response = await fetch(`${event.api}/v1/webhooks/rail`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': signature,
    },
    body,
  });
  return { id, status: response.status, requestId: response.headers.get('apigw-requestid') ?? '' };
}

function checkContract({ type, paymentId }: WebhookToSend, body: string): void {
  if (readRailEvent(body) === 'unknown-type')
    throw new OperatorMistake(`"${type}" is no event type: payment.settled, payment.failed or payment.returned.`);
  if (!isPaymentId(paymentId))
    throw new OperatorMistake(`"${paymentId}" is no payment id: pay_ and 26 characters, as the API gives it.`);
}
