import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { eventually } from '../../support/eventually.ts';
import { type ApiSpec, type Event, type ServedApi, serveApi } from './serve-api.ts';

let it: ServedApi;
afterEach(() => it.stop());

let nowMs: number;
let decide: (event: Event) => unknown;
beforeEach(() => {
  nowMs = 1_000_000;
  decide = () => ({ isAuthorized: true, context: { partner: 'acme' } });
});

async function serve(authorizer: object = {}, spec: Partial<ApiSpec> = {}) {
  it = await serveApi({
    routes: { 'GET /a': { authorizer: 'Guard' }, 'GET /b/{id}': { authorizer: 'Guard' } },
    authorizers: { Guard: { ...authorizer } },
    answer: (name, event) => (name === 'authorizer' ? decide(event) : 'in'),
    now: () => nowMs,
    ...spec,
  });
}

const get = async (path: string, authorization: string | undefined = 'key') => {
  const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
  return (await it.send('GET', path, { headers })).status;
};
const asked = () => it.calls.filter(({ functionName }) => functionName === 'authorizer').length;

describe('a Lambda authorizer', () => {
  test('that agrees lets the request through, and its context reaches the function [B]', async () => {
    decide = () => ({ isAuthorized: true, context: { partner: 'acme', limit: 3, admin: false } });
    await serve();
    expect(await get('/a')).toBe(200);
    expect(it.event().requestContext.authorizer).toEqual({ lambda: { partner: 'acme', limit: 3, admin: false } });
  });

  test('gets route, headers, query and path, and no body [B]', async () => {
    await serve({}, { routes: { 'POST /b/{id}': { authorizer: 'Guard' } } });
    await it.send('POST', '/b/7?q=1', { headers: { Authorization: 'key', cookie: 'c=1' }, body: 'secret' });
    const apiId = it.stack.resources.get('HttpApi')?.physicalId;
    expect(it.calls[0]?.event).toEqual({
      version: '2.0',
      type: 'REQUEST',
      routeArn: `arn:aws:execute-api:eu-central-1:000000000000:${apiId}/$default/POST/b/7`,
      identitySource: ['key'],
      routeKey: 'POST /b/{id}',
      rawPath: '/b/7',
      rawQueryString: 'q=1',
      cookies: ['c=1'],
      headers: expect.objectContaining({ authorization: 'key' }),
      queryStringParameters: { q: '1' },
      requestContext:
        it.calls[1]?.event.requestContext && expect.objectContaining({ routeKey: 'POST /b/{id}', stage: '$default' }),
      pathParameters: { id: '7' },
    });
    expect(it.calls[0]?.event.requestContext).not.toHaveProperty('authorizer');
  });

  test('that denies is a 403 [B]', async () => {
    decide = () => ({ isAuthorized: false });
    await serve();
    expect(await it.send('GET', '/a', { headers: { authorization: 'key' } })).toMatchObject({
      ...{ status: 403, body: '{"message":"Forbidden"}' },
    });
    expect(it.calls).toHaveLength(1);
  });

  test('guards only the routes that name it [B]', async () => {
    await serve({}, { routes: { 'GET /a': { authorizer: 'Guard' }, 'GET /open': {} } });
    expect(await get('/open', '')).toBe(200);
    expect(asked()).toBe(0);
  });
});

describe('an identity source that is missing or empty is a 401, and the authorizer is not asked', () => {
  const header = '$request.header.Authorization';
  test.each([
    ['a header', [header], '/a', {}],
    ['an empty header', [header], '/a', { authorization: '' }],
    ['one of several', [header, '$request.querystring.key'], '/a', { authorization: 'x' }],
    ['a query parameter in other letters', ['$request.querystring.key'], '/a?KEY=1', {}],
    ['a stage variable', ['$stageVariables.nope'], '/a', {}],
  ])('%s [B]', async (_what, IdentitySource, path, headers: Record<string, string>) => {
    await serve({ IdentitySource });
    expect((await it.send('GET', path, { headers })).status).toBe(401);
    expect(it.calls).toEqual([]);
  });

  test('whether or not results are cached [B]', async () => {
    await serve({ AuthorizerResultTtlInSeconds: 300 });
    expect((await it.send('GET', '/a')).body).toBe('{"message":"Unauthorized"}');
    expect(it.calls).toEqual([]);
  });

  test('and a header is found in any letters, a query parameter in its own [B]', async () => {
    await serve({ IdentitySource: ['$request.header.X-KEY', '$request.querystring.key', '$context.routeKey'] });
    expect((await it.send('GET', '/a?key=1', { headers: { 'x-key': 'k' } })).status).toBe(200);
    expect(it.calls[0]?.event.identitySource).toEqual(['k', '1', 'GET /a']);
  });
});

describe('a cached result', () => {
  const cached = { AuthorizerResultTtlInSeconds: 60 };

  test('serves until its time is over [B]', async () => {
    await serve(cached);
    await get('/a');
    nowMs += 59_999;
    expect(await get('/a')).toBe(200);
    expect(asked()).toBe(1);
    nowMs += 1;
    await get('/a');
    expect(asked()).toBe(2);
  });

  test('serves for 300 s when the template names no time [B]', async () => {
    await serve({ AuthorizerResultTtlInSeconds: undefined });
    await get('/a');
    nowMs += 299_999;
    await get('/a');
    expect(asked()).toBe(1);
    nowMs += 1;
    await get('/a');
    expect(asked()).toBe(2);
  });

  test('brings its context along [B]', async () => {
    await serve(cached);
    await get('/a');
    await get('/a');
    expect(it.event().requestContext.authorizer).toEqual({ lambda: { partner: 'acme' } });
  });

  test('serves every route of the authorizer, so an allow leaks from one to the next [B]', async () => {
    decide = ({ routeKey }) => ({ isAuthorized: routeKey === 'GET /a' });
    await serve(cached);
    expect(await get('/a')).toBe(200);
    expect(await get('/b/1')).toBe(200);
    expect(asked()).toBe(1);
  });

  test('serves one route alone when $context.routeKey is a source [B]', async () => {
    decide = ({ routeKey }) => ({ isAuthorized: routeKey === 'GET /a' });
    await serve({ ...cached, IdentitySource: ['$request.header.Authorization', '$context.routeKey'] });
    expect(await get('/a')).toBe(200);
    expect(await get('/b/1')).toBe(403);
    expect(asked()).toBe(2);
  });

  test('is kept under the values of all sources, which cannot be shifted into each other [B]', async () => {
    const sources = ['$request.header.Authorization', '$request.querystring.q'];
    await serve({ ...cached, IdentitySource: sources });
    await get('/a?q=c', 'a,b');
    await get('/a?q=b,c', 'a');
    await get('/a?q=c', 'A,b');
    expect(asked()).toBe(3);
  });

  test('is for one set of values: another key is asked about [B]', async () => {
    await serve(cached);
    await get('/a', 'one');
    await get('/a', 'two');
    expect(asked()).toBe(2);
  });

  test('is not kept with a TTL of 0 [B]', async () => {
    await serve();
    await get('/a');
    await get('/a');
    expect(asked()).toBe(2);
  });

  test('unverified on AWS: may be a denial [B]', async () => {
    decide = () => ({ isAuthorized: false });
    await serve(cached);
    expect([await get('/a'), await get('/a')]).toEqual([403, 403]);
    expect(asked()).toBe(1);
  });

  test('unverified on AWS: is never a failure [B]', async () => {
    decide = () => ({ nonsense: true });
    await serve(cached);
    expect(await get('/a')).toBe(500);
    decide = () => ({ isAuthorized: true });
    expect(await get('/a')).toBe(200);
  });

  test('unverified on AWS: is not waited for by requests that miss it at the same time [B]', async () => {
    const { promise, resolve } = Promise.withResolvers();
    decide = () => promise;
    await serve(cached);
    const answers = [get('/a'), get('/a'), get('/a')];
    await eventually('three calls', () => asked() === 3);
    resolve({ isAuthorized: true });
    expect(await Promise.all(answers)).toEqual([200, 200, 200]);
  });

  test('unverified on AWS: is the least recently used one that has to go when there are too many [B]', async () => {
    await serve(cached, { limits: { cachedAuthorizations: 2 } });
    for (const key of ['one', 'two', 'one', 'three']) await get('/a', key);
    expect(asked()).toBe(3);
    await get('/a', 'one');
    expect(asked()).toBe(3);
    await get('/a', 'two');
    expect(asked()).toBe(4);
  });
});

describe('an authorizer that cannot be relied on is a 500', () => {
  test.each([
    ['that answers nothing', null],
    ['whose isAuthorized is no truth value', { isAuthorized: 'true' }],
    ['whose context is a text', { isAuthorized: true, context: 'acme' }],
    ['that answers with a policy where simple responses are asked for', policy('Allow', '*')],
    ['that fails', { outcome: 'failed', errorType: 'Error', errorMessage: 'secret', payload: '{}' }],
    ['that is throttled', { outcome: 'throttled', reason: 'x' }],
  ])('%s [B]', async (_what, result) => {
    decide = () => result;
    await serve();
    expect(await it.send('GET', '/a', { headers: { authorization: 'key' } })).toMatchObject({
      ...{ status: 500, body: '{"message":"Internal Server Error"}' },
    });
    expect(it.calls).toHaveLength(1);
  });

  test('that takes too long [B]', async () => {
    decide = () => new Promise(() => undefined);
    await serve({}, { limits: { authorizerTimeoutMs: 20 } });
    expect(await get('/a')).toBe(500);
  });

  test('that the gateway has no permission to invoke; it is asked for by the authorizer’s ARN [B]', async () => {
    const sources: string[] = [];
    await serve({}, { permits: (_name, { sourceArn }) => sources.push(sourceArn) < 0 });
    expect(await get('/a')).toBe(500);
    const { physicalId } = it.stack.resources.get('Guard') ?? {};
    expect(sources).toEqual([expect.stringMatching(new RegExp(`/authorizers/${physicalId}$`))]);
    expect(it.calls).toEqual([]);
  });
});

function policy(Effect: string, Resource: string | string[], more = {}) {
  const Statement = [{ Action: 'execute-api:Invoke', Effect, Resource, ...more }];
  return { principalId: 'user', policyDocument: { Version: '2012-10-17', Statement }, context: { partner: 'acme' } };
}

describe('an IAM policy as the answer', () => {
  const byPolicy = { EnableSimpleResponses: false };
  const any = 'arn:aws:execute-api:eu-central-1:*';

  test.each([
    ['an Allow for the route', 200, policy('Allow', `${any}/$default/GET/a`)],
    ['an Allow for everything', 200, policy('Allow', '*')],
    ['an Allow for another route', 403, policy('Allow', [`${any}/GET/b/*`, `${any}/POST/a`])],
    ['an Allow for another action', 403, policy('Allow', '*', { Action: 'sqs:*' })],
    ['a Deny', 403, policy('Deny', '*')],
  ])('with %s is a %i [B]', async (_what, status, answer) => {
    decide = () => answer;
    await serve(byPolicy);
    expect(await get('/a')).toBe(status);
  });

  test('denies what is both allowed and denied [B]', async () => {
    const [allow, deny] = [policy('Allow', '*'), policy('Deny', `${any}/GET/a`)];
    const Statement = [...allow.policyDocument.Statement, ...deny.policyDocument.Statement];
    decide = () => ({ ...allow, policyDocument: { Statement } });
    await serve(byPolicy);
    expect([await get('/a'), await get('/b/1')]).toEqual([403, 200]);
  });

  test('is cached as the policy: it then denies the same caller on another route [B]', async () => {
    decide = ({ routeArn }) => policy('Allow', routeArn);
    await serve({ ...byPolicy, AuthorizerResultTtlInSeconds: 60 });
    expect([await get('/a'), await get('/b/1')]).toEqual([200, 403]);
    expect(asked()).toBe(1);
  });

  test.each([
    ['a simple response', { isAuthorized: true }],
    ['no principalId', { policyDocument: policy('Allow', '*').policyDocument }],
    ['a condition, which the twin does not judge', policy('Allow', '*', { Condition: {} })],
    ['an Effect that there is not', policy('Perhaps', '*')],
  ])('with %s is a 500 [B]', async (_what, answer) => {
    decide = () => answer;
    await serve(byPolicy);
    expect(await get('/a')).toBe(500);
  });
});
