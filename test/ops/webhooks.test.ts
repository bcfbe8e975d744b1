import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { checkSignature } from '#shared/domain/webhooks/check-signature.ts';
import { type RotateOptions, rotateSecret } from '../../ops/actions/rotate-secret.ts';
import { sendWebhook } from '../../ops/actions/send-webhook.ts';
import { secretsRotate } from '../../ops/cli/commands/secrets.ts';
import { webhooksSend } from '../../ops/cli/commands/webhooks.ts';
import { type Deployment, startDeployment } from './start-deployment.ts';

let it: Deployment;
beforeEach(async () => {
  it = await startDeployment();
});
afterEach(() => it.stop());

const paymentId = 'pay_01ARZ3NDEKTSV4RRFFQ69G5FAV';
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

const minute = 60_000;
const rotate = (options?: RotateOptions) => rotateSecret(it.target.secrets, secretId(), options);

test('a first rotation waits for nothing, and a second one until senders had ten minutes', async () => {
  const { value: first } = await rotate();
  await expect(rotate({ nowMs: () => Date.now() + 9 * minute })).rejects.toThrow(
    /^The secret was rotated at 20\S+Z, less than 10 minutes ago\. .+ add --again\.$/,
  );
  expect(await secretAt('AWSCURRENT')).toBe(first);
  const { value: second } = await rotate({ nowMs: () => Date.now() + 10 * minute });
  expect([await secretAt('AWSCURRENT'), await secretAt('AWSPREVIOUS')]).toEqual([second, first]);
});

test('a second rotation at once is made when that is what is asked for', async () => {
  const run = (options: { again?: boolean }) =>
    secretsRotate.run(it.target, { argument: 'webhook', options, progress: () => {} });
  const { text } = await run({});
  for (const part of ['From 5 seconds on', 'at most 300 s', 'only when all senders have changed'])
    expect(text).toContain(part);
  expect(text).toContain(await secretAt('AWSCURRENT'));
  await expect(run({})).rejects.toThrow('--again');
  expect((await run({ again: true })).text).toContain(await secretAt('AWSCURRENT'));
});

test('a webhook sent by hand carries a signature that our own check takes', async () => {
  const { api, got, server } = await startFrontDoor(202);
  await rotate();

  const event = { api, secretId: secretId(), type: 'payment.failed', paymentId, id: 'evt_1', code: 'closed' };
  expect(await sendWebhook(it.target.secrets, event)).toEqual({ id: 'evt_1', status: 202, requestId: 'r1' });
  server.close();

  const [{ url, headers, body }] = got as [(typeof got)[number]];
  expect(url).toBe('/v1/webhooks/rail');
  expect(JSON.parse(body)).toMatchObject({ type: 'payment.failed', data: { paymentId, code: 'closed' } });
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

const good = { type: 'payment.settled', payment: paymentId };
const send = (options: Record<string, string>, ApiUrl = '') =>
  webhooksSend.run(
    { ...it.target, outputs: { ...it.target.outputs, ApiUrl } },
    { argument: undefined, options: { ...good, ...options }, progress: () => {} },
  );

test.each([
  [
    { type: 'payment.setled' },
    '"payment.setled" is no event type: payment.settled, payment.failed or payment.returned.',
  ],
  [{ payment: 'pay_1' }, '"pay_1" is no payment id: pay_ and 26 characters, as the API gives it.'],
  [{ payment: paymentId.toLowerCase() }, 'is no payment id'],
  [{ id: 'evt 1' }, '"evt 1" is no event id: 1 to 256 visible ASCII characters, no spaces.'],
  [{ id: 'é'.repeat(3) }, 'is no event id'],
  [{ id: 'e'.repeat(257) }, 'is no event id'],
])('what the consumer could only set aside is not sent: %j', async (options, message) => {
  const { api, got, server } = await startFrontDoor(202);
  await expect(send(options, api)).rejects.toThrow(message);
  server.close();
  expect(got).toEqual([]);
});

test.each(['payment.settled', 'payment.failed', 'payment.returned'])('%s is sent', async (type) => {
  const { api, server } = await startFrontDoor(202);
  const { text: said, failed } = await send({ type, id: 'evt_1' }, api);
  server.close();
  expect(said).toBe(
    'Event evt_1 was taken by the front door (202) and is judged later: see the log of processWebhook for request id r1.',
  );
  expect(failed).toBeUndefined();
});

test('an event that the front door does not take is a failure', async () => {
  const { api, server } = await startFrontDoor(500);
  expect(await send({ id: 'evt_1' }, api)).toMatchObject({
    text: 'The front door did not take event evt_1: 500, request id r1.',
    failed: true,
  });
  server.close();
});

/** Answers each request with the status, and keeps it. */
async function startFrontDoor(status: number) {
  const got: { url?: string; headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer(async (request, response) => {
    got.push({ url: request.url, headers: request.headers, body: await text(request) });
    response.writeHead(status, { 'apigw-requestid': 'r1', connection: 'close' }).end();
  }).listen(0, '127.0.0.1');
  // Nothing waits for it when a test fails before it closes it.
  server.unref();
  await once(server, 'listening');
  return { api: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, got, server };
}
