import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type ServedApi, serveApi } from './serve-api.ts';

let it: ServedApi;
const nowMs = Date.UTC(2026, 10, 20, 9, 30, 27, 123);

beforeEach(async () => {
  it = await serveApi({
    routes: { 'POST /orders/{id}': {}, 'GET /orders': {} },
    stage: { StageVariables: { tier: 'gold' } },
    now: () => nowMs,
  });
});
afterEach(() => it.stop());

async function post(contentType: string | undefined, body: string | Buffer) {
  const headers: Record<string, string> = contentType === undefined ? {} : { 'content-type': contentType };
  await it.send('POST', '/orders/1', { headers, body });
  return it.event();
}

describe('the event of a function', () => {
  test('has every field of payload 2.0 and no other [A4]', async () => {
    await it.raw(
      'POST /orders/a%20b?x=1&y=%32&x=3 HTTP/1.1\r\nHost: api.example\r\nUser-Agent: curl/8\r\nX-Many: a\r\nx-many: b\r\n' +
        'Cookie: k=v; l=w\r\nCookie: m=x\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}',
    );
    const { port } = new URL(it.url);
    const traceId = expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
    expect(it.event()).toEqual({
      version: '2.0',
      routeKey: 'POST /orders/{id}',
      rawPath: '/orders/a%20b',
      rawQueryString: 'x=1&y=%32&x=3',
      cookies: ['k=v', 'l=w', 'm=x'],
      headers: {
        host: 'api.example',
        'user-agent': 'curl/8',
        'x-many': 'a,b',
        'content-type': 'application/json',
        'content-length': '2',
        'x-amzn-trace-id': traceId,
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-port': port,
        'x-forwarded-proto': 'http',
      },
      queryStringParameters: { x: '1,3', y: '2' },
      requestContext: {
        accountId: '000000000000',
        apiId: it.stack.resources.get('HttpApi')?.physicalId,
        domainName: expect.stringMatching(/^[0-9a-f]{10}\.execute-api\.eu-central-1\.amazonaws\.com$/),
        domainPrefix: it.stack.resources.get('HttpApi')?.physicalId,
        http: {
          method: 'POST',
          path: '/orders/a%20b',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'curl/8',
        },
        requestId: expect.stringMatching(/^[\w-]{15}=$/),
        routeKey: 'POST /orders/{id}',
        stage: '$default',
        time: '20/Nov/2026:09:30:27 +0000',
        timeEpoch: nowMs,
      },
      body: '{}',
      isBase64Encoded: false,
      pathParameters: { id: 'a b' },
      stageVariables: { tier: 'gold' },
    });
  });

  test('lacks cookies, query, path parameters and body when the request has none [A4]', async () => {
    await it.send('GET', '/orders');
    expect(Object.keys(it.event()).sort()).toEqual([
      ...['headers', 'isBase64Encoded', 'rawPath', 'rawQueryString', 'requestContext', 'routeKey'],
      ...['stageVariables', 'version'],
    ]);
    expect(it.event()).toMatchObject({ rawQueryString: '', isBase64Encoded: false });
  });

  test('carries the request id that the client sees [A4]', async () => {
    const { headers } = await it.send('GET', '/orders');
    expect(headers['apigw-requestid']).toBe(it.event().requestContext.requestId);
  });

  test('carries the trace that the invocation continues, the caller’s own if it has one', async () => {
    const given = 'Root=1-67891233-abcdef012345678912345678';
    await it.send('GET', '/orders', { headers: { 'x-amzn-trace-id': given } });
    expect(it.event().headers['x-amzn-trace-id']).toBe(given);
    expect(it.calls[0]?.traceId).toBe(given);
    await it.send('GET', '/orders', { headers: { 'x-amzn-trace-id': 'forged"' } });
    expect(it.calls[1]?.traceId).toMatch(/^Root=1-/);
  });

  test('does not take a caller’s word for its address [A4]', async () => {
    const forged = { 'x-forwarded-for': '10.0.0.1', 'x-forwarded-proto': 'https', 'x-forwarded-port': '1' };
    await it.send('GET', '/orders', { headers: forged });
    expect(it.event().headers).toMatchObject({
      'x-forwarded-for': '10.0.0.1, 127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-port': new URL(it.url).port,
    });
    expect(it.event().requestContext.http.sourceIp).toBe('127.0.0.1');
  });

  test('survives headers and query names that are special to JavaScript', async () => {
    await it.send('GET', '/orders?__proto__=1&constructor=2&toString', {
      headers: { __proto__x: '1', constructor: 'y' },
    });
    expect(Object.entries(it.event().queryStringParameters)).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
      ['toString', ''],
    ]);
    expect(it.event().headers.constructor).toBe('y');
  });

  test('has the body of a chunked upload with its length [A4]', async () => {
    const chunks = '3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n';
    await it.raw(
      `POST /orders/1 HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n${chunks}`,
    );
    expect(it.event()).toMatchObject({ body: 'abcde', headers: { 'content-length': '5' } });
    expect(it.event().headers).not.toHaveProperty('transfer-encoding');
  });
});

describe('a body', () => {
  test.each(['text/plain', 'text/csv; header=present', 'application/json', 'APPLICATION/JSON ; charset=utf-8'])(
    'of type %s arrives as text [A4]',
    async (type) => {
      expect(await post(type, '{"ä":1}')).toMatchObject({ body: '{"ä":1}', isBase64Encoded: false });
    },
  );

  test.each(['application/javascript', 'application/xml'])('of type %s arrives as text [A4]', async (type) => {
    expect(await post(type, 'x')).toMatchObject({ body: 'x', isBase64Encoded: false });
  });

  test.each([
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/octet-stream',
    'image/png',
    undefined,
  ])('of type %s arrives as base64 [A4]', async (type) => {
    expect(await post(type, 'a=b')).toMatchObject({ body: 'YT1i', isBase64Encoded: true });
  });

  test('unverified on AWS: of type application/problem+json arrives as base64 [A4]', async () => {
    expect(await post('application/problem+json', '{}')).toMatchObject({ body: 'e30=', isBase64Encoded: true });
  });

  test('keeps every byte in base64 [A4]', async () => {
    const bytes = Buffer.from([0, 255, 128, 10, 13]);
    expect(Buffer.from((await post('image/png', bytes)).body, 'base64')).toEqual(bytes);
  });
});

describe('a query', () => {
  test.each([
    ['a=1&a=2&a=', { a: '1,2,' }],
    ['a', { a: '' }],
    ['a=b=c', { a: 'b=c' }],
    ['%61=%20&&', { a: ' ' }],
    ['A=1&a=2', { A: '1', a: '2' }],
  ])('%s is decoded, repeats joined by a comma [A4]', async (query, parameters) => {
    await it.send('GET', `/orders?${query}`);
    expect(it.event()).toMatchObject({ rawQueryString: query, queryStringParameters: parameters });
  });

  test('unverified on AWS: a plus sign is a space [A4]', async () => {
    await it.send('GET', '/orders?a=b+c');
    expect(it.event().queryStringParameters).toEqual({ a: 'b c' });
  });
});
