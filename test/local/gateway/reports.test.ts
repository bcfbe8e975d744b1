import { afterEach, describe, expect, test } from '@jest/globals';
import { type ServedApi, serveApi } from './serve-api.ts';

let it: ServedApi;
afterEach(() => it.stop());

const nowMs = Date.UTC(2026, 10, 20, 9, 30, 27, 123);

async function serve(fields: Record<string, string>, spec: Partial<Parameters<typeof serveApi>[0]> = {}) {
  const Format = JSON.stringify(fields);
  it = await serveApi({
    routes: { 'GET /a/{id}': {} },
    stage: { AccessLogSettings: { DestinationArn: 'arn:aws:logs:…', Format } },
    now: () => nowMs,
    ...spec,
  });
}

const logged = () => it.logs.map((line) => JSON.parse(line));

describe('the access log', () => {
  test('has one line a request, in the stage’s format [A8]', async () => {
    await serve({
      ...{ id: '$context.requestId', time: '$context.requestTime', epoch: '$context.requestTimeEpoch' },
      ...{ route: '$context.routeKey', method: '$context.httpMethod', path: '$context.path', stage: '$context.stage' },
      ...{ status: '$context.status', bytes: '$context.responseLength', protocol: '$context.protocol' },
      ...{
        ip: '$context.identity.sourceIp',
        agent: '$context.identity.userAgent',
        both: '$context.httpMethod-$context.status',
      },
    });
    const { headers } = await it.send('GET', '/a/1?x=2', { headers: { 'user-agent': 'curl' } });
    expect(logged()).toEqual([
      {
        ...{ id: headers['apigw-requestid'], time: '20/Nov/2026:09:30:27 +0000', epoch: String(nowMs) },
        ...{ route: 'GET /a/{id}', method: 'GET', path: '/a/1', stage: '$default' },
        ...{ status: '200', bytes: '7', protocol: 'HTTP/1.1', ip: '127.0.0.1', agent: 'curl', both: 'GET-200' },
      },
    ]);
  });

  test('tells how long the whole and the integration took, and what the integration answered [A8]', async () => {
    await serve(
      {
        ...{
          whole: '$context.responseLatency',
          part: '$context.integrationLatency',
          same: '$context.integration.latency',
        },
        ...{ status: '$context.integrationStatus', service: '$context.integration.integrationStatus' },
        request: '$context.integration.requestId',
      },
      { answer: () => ({ statusCode: 202 }) },
    );
    await it.send('GET', '/a/1');
    const number = expect.stringMatching(/^\d+$/);
    expect(logged()).toEqual([
      { whole: number, part: number, same: number, status: '202', service: '200', request: 'r' },
    ]);
  });

  test('tells why a function’s answer became a 500 [A8]', async () => {
    const fields = {
      why: '$context.integrationErrorMessage',
      message: '$context.error.message',
      quoted: '$context.error.messageString',
    };
    await serve(fields, { answer: () => ({ statusCode: 'no' }) });
    await it.send('GET', '/a/1');
    expect(logged()).toEqual([
      {
        why: expect.stringContaining('format that API Gateway expects'),
        ...{ message: 'Internal Server Error', quoted: '"Internal Server Error"' },
      },
    ]);
  });

  test('tells who the authorizer says it is, and why it failed [A8]', async () => {
    const fields = {
      partner: '$context.authorizer.partner',
      n: '$context.authorizer.n',
      error: '$context.authorizer.error',
    };
    const results = [{ isAuthorized: true, context: { partner: 'acme', n: 1 } }, { isAuthorized: 'yes' }];
    await serve(fields, {
      routes: { 'GET /a/{id}': { authorizer: 'Guard' } },
      authorizers: { Guard: {} },
      answer: (name) => (name === 'authorizer' ? results.shift() : 'x'),
    });
    await it.send('GET', '/a/1', { headers: { authorization: 'x' } });
    await it.send('GET', '/a/1', { headers: { authorization: 'x' } });
    expect(logged()).toEqual([
      { partner: 'acme', n: '1', error: '-' },
      { partner: '-', n: '-', error: expect.stringContaining('another form') },
    ]);
  });

  test('unverified on AWS: has "-" for what is missing, and a line for what found no route [A8]', async () => {
    await serve({ route: '$context.routeKey', status: '$context.status', why: '$context.integrationErrorMessage' });
    await it.send('GET', '/nope');
    expect(logged()).toEqual([{ route: '-', status: '404', why: '-' }]);
  });

  test('unverified on AWS: cannot be forged by a quote in a header [A8]', async () => {
    await serve({ agent: '$context.identity.userAgent' });
    const agent = '","status":"200\\';
    await it.send('GET', '/a/1', { headers: { 'user-agent': agent } });
    expect(logged()).toEqual([{ agent }]);
  });

  test('is announced to have a variable that the twin does not know', async () => {
    await serve({ x: '$context.identity.clientCert.subjectDN' });
    expect(it.notices).toEqual([expect.stringContaining('$context.identity.clientCert.subjectDN')]);
    await it.send('GET', '/a/1');
    expect(logged()).toEqual([{ x: '-' }]);
  });

  test('is not written for a stage without one', async () => {
    it = await serveApi({ routes: { 'GET /a': {} } });
    await it.send('GET', '/a');
    expect(it.logs).toEqual([]);
  });
});

describe('the metrics', () => {
  const named = (name: string) => it.metrics.filter((datum) => datum.name === name);

  test('count each request of the API and of its stage, with its errors and its time [F1]', async () => {
    it = await serveApi({ routes: { 'GET /a': {} }, answer: () => ({ statusCode: 503 }), now: () => nowMs });
    await it.send('GET', '/a');
    const ApiId = it.stack.resources.get('HttpApi')?.physicalId;
    const common = { namespace: 'AWS/ApiGateway', timestamp: nowMs };
    expect(named('Count')).toEqual([
      { ...common, name: 'Count', dimensions: { ApiId }, value: 1, unit: 'Count' },
      { ...common, name: 'Count', dimensions: { ApiId, Stage: '$default' }, value: 1, unit: 'Count' },
    ]);
    expect(named('5xx').map(({ value }) => value)).toEqual([1, 1]);
    expect(named('4xx').map(({ value }) => value)).toEqual([0, 0]);
    expect(named('Latency')[0]).toMatchObject({ unit: 'Milliseconds', value: expect.any(Number) });
    expect(named('IntegrationLatency')).toHaveLength(2);
  });

  test('tell routes apart where the stage asks for it [F1]', async () => {
    const stage = { RouteSettings: { 'GET /a': { DetailedMetricsEnabled: true } } };
    it = await serveApi({ routes: { 'GET /a': {}, 'GET /b': {} }, stage });
    await it.send('GET', '/a');
    await it.send('GET', '/b');
    const ApiId = it.stack.resources.get('HttpApi')?.physicalId;
    const ofStage = [{ ApiId }, { ApiId, Stage: '$default' }];
    expect(named('Count').map(({ dimensions }) => dimensions)).toEqual([
      ...[...ofStage, { ApiId, Stage: '$default', Method: 'GET', Resource: '/a' }],
      ...ofStage,
    ]);
  });

  test('count a refusal as the client’s error, without integration [F1]', async () => {
    it = await serveApi({ routes: { 'GET /a': {} } });
    await it.send('GET', '/nope');
    expect(named('4xx').map(({ value }) => value)).toEqual([1, 1]);
    expect(named('IntegrationLatency')).toEqual([]);
  });
});
