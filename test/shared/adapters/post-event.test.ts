import type { IncomingHttpHeaders } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { postSandboxEvent } from '#shared/adapters/sandbox/post-event.ts';
import { readRailEvent } from '#shared/contracts/webhook-event.ts';
import { RetryLater } from '#shared/domain/errors.ts';
import { checkSignature } from '#shared/domain/webhooks/check-signature.ts';
import { someMs } from '../../support/a-payment.ts';
import { type Served, serve } from '../../support/serve.ts';

const secret = 'AlphaNumeric44CharactersAsSecretsManagerMake';
const failure = { code: 'AC04', message: 'Geschlossen – für immer.' };
const step = {
  paymentId: 'pay_1',
  eventId: 'evt_1',
  type: 'returned' as const,
  failure,
  notify: true,
  requestId: 'r-1',
};

let status: number;
let posts: { headers: IncomingHttpHeaders; body: string }[];
let server: Served;
beforeEach(async () => {
  status = 202;
  posts = [];
  server = await serve(({ headers }, body) => {
    posts.push({ headers, body });
    return { status };
  });
});
afterEach(() => server.stop());

const post = () =>
  postSandboxEvent(
    `${server.url}/v1/webhooks/rail`,
    async () => [secret],
    () => someMs,
  )(step);

describe('an event of the sandbox bank', () => {
  test('is signed so that the consumer takes it, and says what the consumer reads', async () => {
    await post();
    const { headers = {}, body = '' } = posts[0] ?? {};
    const delivery = {
      body,
      id: String(headers['webhook-id']),
      timestamp: String(headers['webhook-timestamp']),
      signature: String(headers['webhook-signature']),
      receivedAt: someMs,
      requestId: 'request-2',
    };
    expect(checkSignature(delivery, [secret])).toEqual({ eventId: 'evt_1' });
    expect(readRailEvent(body)).toEqual({ paymentId: 'pay_1', event: { type: 'returned', failure } });
    expect(headers['content-type']).toBe('application/json');
  });

  test.each([300, 400, 404, 429, 500, 503])('that is answered %i is posted again later', async (answer) => {
    status = answer;
    await expect(post()).rejects.toThrow(RetryLater);
  });

  test('that reaches nobody is posted again later', async () => {
    await server.stop();
    await expect(post()).rejects.toThrow(RetryLater);
  });
});
