import { createServer, type RequestListener } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import { askRail } from '#shared/adapters/rail/ask-rail.ts';
import type { RailEndpoint } from '#shared/adapters/rail/call-rail.ts';
import { sendToRail } from '#shared/adapters/rail/send-to-rail.ts';
import { RetryLater } from '#shared/domain/errors.ts';
import { aPayment } from '../../support/a-payment.ts';

const { id, amount, creditor, reference } = aPayment();
const order = { id, amount, creditor, reference };

let stop: () => void = () => {};
afterEach(() => stop());

/** A bank on a port of its own. */
async function railThat(answer: RequestListener): Promise<RailEndpoint> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stop = () => {
    server.closeAllConnections();
    server.close();
  };
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return { url: `http://127.0.0.1:${port}/bank`, key: async () => ['key-1'], timeoutMs: 300 };
}

const answering = (status: number, body: unknown) =>
  railThat((_, response) => response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body)));

describe('an order', () => {
  test('is posted with the bearer key and the front door’s request id', async () => {
    const seen: unknown[] = [];
    const rail = await railThat(async (request, response) => {
      const { method, url, headers } = request;
      const body = Buffer.concat(await request.toArray()).toString();
      seen.push(method, url, headers.authorization, headers['x-request-id'], headers['content-type'], JSON.parse(body));
      response.writeHead(202).end(JSON.stringify({ id, status: 'pending' }));
    });
    expect(await sendToRail(rail)(order, 'request-1')).toEqual({ answer: 'taken' });
    expect(seen).toEqual(['POST', '/bank/payments', 'Bearer key-1', 'request-1', 'application/json', order]);
  });

  test.each([
    [202, { id, status: 'pending' }],
    [200, { id, status: 'settled' }],
    [201, { id, status: 'pending', more: 'later' }],
  ])('that is answered %i %j is taken', async (status, body) => {
    expect(await sendToRail(await answering(status, body))(order, 'r')).toEqual({ answer: 'taken' });
  });

  test('that is rejected carries the rail’s reason', async () => {
    const rail = await answering(422, { id, status: 'rejected', code: 'AC04', message: 'Closed.' });
    expect(await sendToRail(rail)(order, 'r')).toEqual({
      answer: 'rejected',
      failure: { code: 'AC04', message: 'Closed.' },
    });
  });

  test.each<[number, unknown]>([
    [202, 'thanks'],
    [202, { id: 'another', status: 'pending' }],
    [202, { id }],
    [422, { error: 'what?' }],
    [400, { id, status: 'rejected', code: 'c', message: 'm' }],
    [401, {}],
    [403, {}],
    [404, {}],
    [409, {}],
    [429, {}],
    [500, {}],
    [503, 'upstream'],
  ])('that is answered %i %j is tried again later: who knows whether it was taken', async (status, body) => {
    await expect(sendToRail(await answering(status, body))(order, 'r')).rejects.toThrow(RetryLater);
  });

  test('that is not answered in time is tried again later', async () => {
    await expect(sendToRail(await railThat(() => {}))(order, 'r')).rejects.toThrow(RetryLater);
  });

  test('whose answer stops half-way is tried again later', async () => {
    const rail = await railThat((_, response) => response.writeHead(202, { 'content-length': '100' }).write('{"id":'));
    await expect(sendToRail(rail)(order, 'r')).rejects.toThrow(RetryLater);
  });

  test('that reaches nobody is tried again later', async () => {
    const rail = await answering(202, {});
    stop();
    await expect(sendToRail(rail)(order, 'r')).rejects.toThrow(RetryLater);
  });

  test('that is sent elsewhere is not followed: the key is for this bank only', async () => {
    const rail = await railThat((_, response) => response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end());
    await expect(sendToRail(rail)(order, 'r')).rejects.toThrow(RetryLater);
  });

  test('whose key is refused is sent once more with the key as it is now', async () => {
    const rail = await railThat(({ headers }, response) => {
      const status = headers.authorization === 'Bearer new' ? 202 : 401;
      response.writeHead(status).end(JSON.stringify({ id, status: 'pending' }));
    });
    const key = async ({ fresh } = { fresh: false }) => [fresh ? 'new' : 'old'];
    expect(await sendToRail({ ...rail, key })(order, 'r')).toEqual({ answer: 'taken' });
  });
});

describe('a question', () => {
  const failure = { code: 'c', message: 'm' };
  test.each<[unknown, unknown]>([
    [{ id, status: 'pending' }, { status: 'pending' }],
    [{ id, status: 'settled' }, { status: 'settled' }],
    [
      { id, status: 'failed', ...failure },
      { status: 'failed', failure },
    ],
    [
      { id, status: 'returned', ...failure },
      { status: 'returned', failure },
    ],
    [
      { id, status: 'rejected', ...failure },
      { status: 'rejected', failure },
    ],
    [
      { id, status: 'failed' },
      { status: 'failed', failure: { code: 'unspecified', message: 'The rail gave no reason.' } },
    ],
  ])('that is answered %j tells it', async (body, state) => {
    expect(await askRail(await answering(200, body))(id, 'r')).toEqual(state);
  });

  test('about a payment that the rail never took tells so', async () => {
    expect(await askRail(await answering(404, { error: 'unknown' }))(id, 'r')).toEqual({ status: 'unknown' });
  });

  test.each<[number, unknown]>([
    [200, { id, status: 'perhaps' }],
    [200, { id: 'another', status: 'settled' }],
    [200, ''],
    [202, { id, status: 'settled' }],
    [401, {}],
    [429, {}],
    [500, {}],
  ])('that is answered %i %j tells nothing', async (status, body) => {
    await expect(askRail(await answering(status, body))(id, 'r')).rejects.toThrow(RetryLater);
  });
});
