import { afterEach, describe, expect, test } from '@jest/globals';
import { type ServedApi, serveApi } from './serve-api.ts';

let it: ServedApi;
afterEach(() => it.stop());

async function answerOf(result: unknown, method = 'GET') {
  it = await serveApi({ routes: { 'ANY /': {} }, answer: () => result });
  return it.send(method, '/');
}

const serverError = { status: 500, body: '{"message":"Internal Server Error"}' };

describe('a result without a statusCode is the body of a 200', () => {
  test.each([
    ['an object', { a: 1 }, '{"a":1}'],
    ['an error object, which is a common bug', { error: 'nope', message: 'x' }, '{"error":"nope","message":"x"}'],
    ['a list', [1, 2], '[1,2]'],
    ['a text, bare', 'hello', 'hello'],
    ['a number', 7, '7'],
  ])('%s [A5]', async (_what, result, body) => {
    const answer = await answerOf(result);
    expect(answer).toMatchObject({ status: 200, body });
    expect(answer.headers['content-type']).toBe('application/json');
  });

  test('unverified on AWS: null [A5]', async () => {
    expect(await answerOf(null)).toMatchObject({ status: 200, body: 'null' });
  });
});

describe('a result with a statusCode', () => {
  test('is the answer: status, headers and body [A5]', async () => {
    const answer = await answerOf({
      statusCode: 201,
      headers: { 'X-One': 'a', 'Content-Type': 'text/html' },
      body: '<p>',
    });
    expect(answer).toMatchObject({ status: 201, body: '<p>', headers: { 'x-one': 'a', 'content-type': 'text/html' } });
  });

  test('may give it as text [A5]', async () => {
    expect(await answerOf({ statusCode: '404', body: 'x' })).toMatchObject({ status: 404, body: 'x' });
  });

  test('may give headers as numbers and truth values [A5]', async () => {
    const { headers } = await answerOf({ statusCode: 200, headers: { 'retry-after': 3, 'x-flag': true } });
    expect(headers).toMatchObject({ 'retry-after': '3', 'x-flag': 'true' });
  });

  test('sends one set-cookie for each of its cookies, then its Set-Cookie header [A5]', async () => {
    const { headers } = await answerOf({ statusCode: 200, cookies: ['a=1', 'b=2'], headers: { 'Set-Cookie': 'c=3' } });
    expect(headers['set-cookie']).toEqual(['a=1', 'b=2', 'c=3']);
  });

  test('has its body decoded when it says isBase64Encoded [A5]', async () => {
    const bytes = Buffer.from([0, 200, 255]);
    const answer = await answerOf({ statusCode: 200, isBase64Encoded: true, body: bytes.toString('base64') });
    expect(answer.bytes).toEqual(bytes);
  });

  test('unverified on AWS: without a content type is plain text [A5]', async () => {
    const { headers } = await answerOf({ statusCode: 200, body: 'x' });
    expect(headers['content-type']).toBe('text/plain;charset=UTF-8');
  });

  test('of 204 and 304 has neither body nor length', async () => {
    expect(await answerOf({ statusCode: 304, headers: { etag: '"a"' }, body: 'x' })).toMatchObject({
      ...{ status: 304, body: '', headers: { etag: '"a"' } },
    });
  });

  test('to HEAD has the length of the body and no body', async () => {
    const answer = await answerOf({ statusCode: 200, body: 'hello' }, 'HEAD');
    expect(answer).toMatchObject({ status: 200, body: '', headers: { 'content-length': '5' } });
  });

  test('cannot set the headers of the connection', async () => {
    const headers = { 'Content-Length': '1', 'Transfer-Encoding': 'chunked', Connection: 'upgrade', 'Keep-Alive': 'x' };
    const answer = await answerOf({ statusCode: 200, headers, body: 'hello' });
    expect(answer).toMatchObject({ body: 'hello', headers: { 'content-length': '5', connection: 'close' } });
    expect(answer.headers).not.toHaveProperty('transfer-encoding');
  });
});

describe('a result in a wrong shape is a 500', () => {
  test.each([
    ['a body that is an object', { statusCode: 200, body: { a: 1 } }],
    ['a status that is no number', { statusCode: 'ok' }],
    ['a status that is null', { statusCode: null }],
    ['a status that HTTP does not have', { statusCode: 999 }],
    ['an interim status', { statusCode: 100 }],
    ['a fraction', { statusCode: 200.5 }],
    ['headers that are a list', { statusCode: 200, headers: ['a'] }],
    ['a header that is an object', { statusCode: 200, headers: { a: {} } }],
    ['cookies that are a text', { statusCode: 200, cookies: 'a=1' }],
    ['a line break in a header, which would forge another', { statusCode: 200, headers: { a: 'b\r\nx-forged: 1' } }],
    ['a line break in a cookie', { statusCode: 200, cookies: ['a=1\r\nx-forged: 1'] }],
    ['a header name with a space', { statusCode: 200, headers: { 'a b': 'c' } }],
    ['a header beyond Latin-1', { statusCode: 200, headers: { a: '€' } }],
  ])('%s [A5]', async (_what, result) => {
    const answer = await answerOf(result);
    expect(answer).toMatchObject(serverError);
    expect(answer.headers).not.toHaveProperty('x-forged');
  });
});

describe('a function that fails is a 500', () => {
  const failed = (errorType: string) => ({
    outcome: 'failed',
    errorType,
    errorMessage: 'secret detail',
    payload: '{}',
  });
  test.each(['Error', 'Sandbox.Timedout', 'Runtime.ExitError', 'Function.ResponseSizeTooLarge'])(
    'by %s, and says nothing of why [A2]',
    async (errorType) => {
      expect(await answerOf(failed(errorType))).toMatchObject(serverError);
    },
  );

  test('because the gateway has no permission to invoke it [A2]', async () => {
    it = await serveApi({ routes: { 'GET /': {} }, permits: () => false });
    expect(await it.send('GET', '/')).toMatchObject(serverError);
    expect(it.calls).toEqual([]);
  });

  test('because there is no such function, or its event is too large [A2]', async () => {
    it = await serveApi({
      routes: { 'GET /': {} },
      answer: () => {
        throw new Error('ResourceNotFoundException');
      },
    });
    expect(await it.send('GET', '/')).toMatchObject(serverError);
  });

  test('unverified on AWS: because Lambda throttles it [A2]', async () => {
    expect(await answerOf({ outcome: 'throttled', reason: 'x' })).toMatchObject(serverError);
  });
});

describe('the permission to invoke', () => {
  test('is asked for with the ARN of the route in its stage [A2]', async () => {
    const asked: unknown[] = [];
    it = await serveApi({
      routes: { 'GET /pets/{id}': {} },
      permits: (...question) => asked.push(question) > 0,
    });
    await it.send('GET', '/pets/1');
    const sourceArn = `arn:aws:execute-api:eu-central-1:000000000000:${it.stack.resources.get('HttpApi')?.physicalId}/$default/GET/pets/{id}`;
    expect(asked).toEqual([[expect.stringMatching(/:handler$/), { service: 'apigateway.amazonaws.com', sourceArn }]]);
  });

  test('is the role’s when the integration names one [C6]', async () => {
    const allowing = { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: '*' };
    const role = (Statement: unknown[]) => ({
      Type: 'AWS::IAM::Role',
      Properties: { Policies: [{ PolicyName: 'p', PolicyDocument: { Statement } }] },
    });
    const as = (logicalId: string) => ({ integration: { CredentialsArn: { 'Fn::GetAtt': [logicalId, 'Arn'] } } });
    it = await serveApi({
      routes: { 'GET /may': as('May'), 'GET /may-not': as('MayNot') },
      resources: { May: role([allowing]), MayNot: role([]) },
      permits: () => false,
    });
    expect((await it.send('GET', '/may')).status).toBe(200);
    expect((await it.send('GET', '/may-not')).status).toBe(500);
  });
});
