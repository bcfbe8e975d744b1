import { afterEach, describe, expect, test } from '@jest/globals';
import { type ServedApi, serveApi } from './serve-api.ts';

let it: ServedApi;
afterEach(() => it.stop());

const configuration = {
  AllowOrigins: ['https://app.example', 'http://*'],
  AllowMethods: ['GET', 'POST'],
  AllowHeaders: ['authorization', 'content-type'],
  ExposeHeaders: ['etag'],
  AllowCredentials: true,
  MaxAge: 600,
};
const preflight = { origin: 'https://app.example', 'access-control-request-method': 'POST' };

async function serve(CorsConfiguration: object, answer?: () => unknown) {
  const guarded = { 'ANY /{proxy+}': { authorizer: 'Guard' }, 'GET /open': {} };
  it = await serveApi({
    routes: guarded,
    authorizers: { Guard: {} },
    api: { CorsConfiguration },
    ...(answer && { answer }),
  });
}

const corsHeaders = (headers: object) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('access-control-')));

describe('a preflight', () => {
  test('is answered by the gateway: no route, no authorizer, no function [A6]', async () => {
    await serve(configuration);
    const { headers, body } = await it.send('OPTIONS', '/anything', { headers: preflight });
    expect(corsHeaders(headers)).toEqual({
      'access-control-allow-origin': 'https://app.example',
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'authorization,content-type',
      'access-control-allow-credentials': 'true',
      'access-control-max-age': '600',
    });
    expect(body).toBe('');
    expect(it.calls).toEqual([]);
  });

  test('unverified on AWS: is a 204 [A6]', async () => {
    await serve(configuration);
    expect((await it.send('OPTIONS', '/anything', { headers: preflight })).status).toBe(204);
  });

  test('of an origin that is not allowed gets no headers [A6]', async () => {
    await serve(configuration);
    const headers = { ...preflight, origin: 'https://evil.example' };
    expect(corsHeaders((await it.send('OPTIONS', '/open', { headers })).headers)).toEqual({});
  });

  test('is only what names an origin and a method: other OPTIONS requests go to their route [A6]', async () => {
    await serve(configuration);
    const { origin } = preflight;
    expect((await it.send('OPTIONS', '/anything', { headers: { origin } })).status).toBe(401);
  });

  test('without a CORS configuration goes to its route [A6]', async () => {
    it = await serveApi({ routes: { 'OPTIONS /a': {} } });
    expect(await it.send('OPTIONS', '/a', { headers: preflight })).toMatchObject({ status: 200, body: 'handler' });
  });
});

describe('an answer', () => {
  test('has the API’s CORS headers in place of the function’s [A6]', async () => {
    const headers = { 'access-control-allow-origin': '*', 'Access-Control-Expose-Headers': 'x', 'x-own': '1' };
    await serve(configuration, () => ({ statusCode: 200, headers }));
    const answer = await it.send('GET', '/open', { headers: { origin: 'https://app.example' } });
    expect(corsHeaders(answer.headers)).toEqual({
      'access-control-allow-origin': 'https://app.example',
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'etag',
    });
    expect(answer.headers['x-own']).toBe('1');
  });

  test('has none for a request without an origin [A6]', async () => {
    await serve(configuration);
    expect(corsHeaders((await it.send('GET', '/open')).headers)).toEqual({});
  });

  test.each([
    ['http://localhost:3000', 'http://localhost:3000'],
    ['https://localhost:3000', undefined],
    ['null', undefined],
  ])('to the origin %s allows %s, by a scheme with a wildcard [A6]', async (origin, allowed) => {
    await serve(configuration);
    const { headers } = await it.send('GET', '/open', { headers: { origin } });
    expect(headers['access-control-allow-origin']).toBe(allowed);
  });

  test('allows every origin where the API does [A6]', async () => {
    await serve({ AllowOrigins: ['*'] });
    const { headers } = await it.send('GET', '/open', { headers: { origin: 'https://any.example' } });
    expect(corsHeaders(headers)).toEqual({ 'access-control-allow-origin': '*' });
  });

  test('unverified on AWS: of the gateway itself has them as well [A6]', async () => {
    await serve(configuration);
    const { status, headers } = await it.send('GET', '/guarded', { headers: { origin: 'https://app.example' } });
    expect(status).toBe(401);
    expect(headers['access-control-allow-origin']).toBe('https://app.example');
  });
});
