import { afterEach, describe, expect, test } from '@jest/globals';
import { arnOf, type ServedApi, serveApi } from './serve-api.ts';

let it: ServedApi;
afterEach(() => it.stop());

const notFound = { status: 404, body: '{"message":"Not Found"}' };

describe('a request', () => {
  test('goes to the function of its route, which may be an alias [A3]', async () => {
    it = await serveApi({
      routes: {
        'GET /a': { integration: { IntegrationUri: arnOf('first') } },
        'GET /b': { integration: { IntegrationUri: `${arnOf('second')}:provisioned` } },
      },
    });
    expect((await it.send('GET', '/a')).body).toBe('first');
    expect((await it.send('GET', '/b')).body).toBe('second:provisioned');
  });

  test('for a known path with another method is 404, never 405 [A3]', async () => {
    it = await serveApi({ routes: { 'GET /a': {} } });
    expect(await it.send('DELETE', '/a')).toMatchObject(notFound);
    expect(it.calls).toEqual([]);
  });

  test('for an unknown path is 404 and calls nothing [A3]', async () => {
    it = await serveApi({ routes: { 'GET /a': {} } });
    expect(await it.send('GET', '/nope')).toMatchObject(notFound);
    expect(it.calls).toEqual([]);
  });

  test('is not normalised: neither dots nor doubled slashes lead to another route [A3]', async () => {
    it = await serveApi({ routes: { 'GET /a': {}, 'GET /a/{id}': {} } });
    for (const path of ['/b/../a', '//a', '/./a', '/a//1', '/a/%2e%2e/x']) {
      expect(await it.send('GET', path)).toMatchObject(notFound);
    }
    expect(it.calls).toEqual([]);
  });

  test('with a malformed percent sign reaches its route and crashes nothing [A3]', async () => {
    it = await serveApi({ routes: { 'GET /a/{id}': {} } });
    expect((await it.send('GET', '/a/%zz?q=%')).status).toBe(200);
    expect(it.event()).toMatchObject({ pathParameters: { id: '%zz' }, queryStringParameters: { q: '%' } });
  });

  test('may name the whole address as its target', async () => {
    it = await serveApi({ routes: { 'GET /a': {} } });
    const answer = await it.raw(
      'GET http://api.example/a?x=1 HTTP/1.1\r\nHost: api.example\r\nConnection: close\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1.1 200 /);
    expect(it.event()).toMatchObject({ rawPath: '/a', rawQueryString: 'x=1' });
  });
});

describe('a named stage', () => {
  test('is chosen by the first segment, which the routes do not see and rawPath keeps [A3]', async () => {
    it = await serveApi({ routes: { 'GET /a/{id}': {} }, stage: { StageName: 'dev' } });
    expect((await it.send('GET', '/dev/a/1')).status).toBe(200);
    expect(it.event()).toMatchObject({
      rawPath: '/dev/a/1',
      pathParameters: { id: '1' },
      requestContext: { stage: 'dev', http: { path: '/dev/a/1' } },
    });
  });

  test('is the only way in when there is no $default stage [A3]', async () => {
    it = await serveApi({ routes: { 'GET /a': {} }, stage: { StageName: 'dev' } });
    expect(await it.send('GET', '/a')).toMatchObject(notFound);
  });

  test('leaves every other path to the $default stage [A3]', async () => {
    const dev = { ApiId: { Ref: 'HttpApi' }, StageName: 'dev', AutoDeploy: true };
    it = await serveApi({
      routes: { 'GET /a': {} },
      resources: { Dev: { Type: 'AWS::ApiGatewayV2::Stage', Properties: dev } },
    });
    await it.send('GET', '/a');
    expect(it.event().requestContext.stage).toBe('$default');
    await it.send('GET', '/dev/a');
    expect(it.event().requestContext.stage).toBe('dev');
  });

  test('to which nothing was deployed serves nothing, and a notice says so [A3]', async () => {
    it = await serveApi({ routes: { 'GET /a': {} }, stage: { AutoDeploy: false } });
    expect(await it.send('GET', '/a')).toMatchObject(notFound);
    expect(it.notices).toEqual([expect.stringContaining('nothing is deployed')]);
  });
});
