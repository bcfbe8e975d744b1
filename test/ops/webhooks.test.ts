import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { checkSignature } from '#shared/domain/webhooks/check-signature.ts';
import { rotateSecret } from '../../ops/actions/rotate-secret.ts';
import { sendWebhook } from '../../ops/actions/send-webhook.ts';
import { type Deployment, startDeployment } from './start-deployment.ts';

let it: Deployment;
beforeEach(async () => {
  it = await startDeployment();
});
afterEach(() => it.stop());

const secretId = () => it.id('WebhookSecret');
const secretAt = async (VersionStage: string) =>
  (await it.target.secrets.send(new GetSecretValueCommand({ SecretId: secretId(), VersionStage }))).SecretString ?? '';

test('a rotated secret has a new value, and the one before is still there', async () => {
  const before = await secretAt('AWSCURRENT');
  const { value } = await rotateSecret(it.target.secrets, secretId());
  expect([await secretAt('AWSCURRENT'), await secretAt('AWSPREVIOUS')]).toEqual([value, before]);
  expect(Buffer.from(value, 'base64')).toHaveLength(33);
  expect(value).not.toBe(before);
});

test('a webhook sent by hand carries a signature that our own check takes', async () => {
  const got: { url?: string; headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer(async (request, response) => {
    got.push({ url: request.url, headers: request.headers, body: await text(request) });
    response.writeHead(202, { 'apigw-requestid': 'r1' }).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await rotateSecret(it.target.secrets, secretId());

  const event = { api, secretId: secretId(), type: 'payment.failed', paymentId: 'pay_1', id: 'evt_1', code: 'closed' };
  expect(await sendWebhook(it.target.secrets, event)).toEqual({ id: 'evt_1', status: 202, requestId: 'r1' });
  server.close();

  const [{ url, headers, body }] = got as [(typeof got)[number]];
  expect(url).toBe('/v1/webhooks/rail');
  expect(JSON.parse(body)).toMatchObject({ type: 'payment.failed', data: { paymentId: 'pay_1', code: 'closed' } });
  const delivery = {
    body,
    id: String(headers['webhook-id']),
    timestamp: String(headers['webhook-timestamp']),
    signature: String(headers['webhook-signature']),
    receivedAt: Date.now(),
    requestId: 'r1',
  };
  expect(checkSignature(delivery, [await secretAt('AWSCURRENT')])).toEqual({ eventId: 'evt_1' });
});
