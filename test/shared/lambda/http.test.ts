import { beforeEach, describe, expect, test } from '@jest/globals';
import { DomainError, RetryLater } from '#shared/domain/errors.ts';
import { type HttpOptions, http } from '#shared/lambda/http.ts';
import { callerOf } from '#shared/lambda/http-event.ts';
import { json } from '#shared/lambda/respond.ts';
import { captureLogs } from '../../support/captured-logs.ts';
import { httpEvent, withHeaders } from '../../support/http-event.ts';
import { lambdaContext } from '../../support/lambda-context.ts';

const logs = captureLogs();
beforeEach(() => logs.clear());

const requestId = 'UWZ9xi6VliAEMZw=';
const answer = (handle: Parameters<typeof http>[1], event = httpEvent()) => http({}, handle)(event, lambdaContext());
const failing = (error: unknown, options: HttpOptions = {}) => {
  const fail = () => {
    throw error;
  };
  return http(options, fail)(httpEvent(), lambdaContext());
};

/** What the AWS SDK throws: with the status of the answer, if one came. */
function sdkError(name: string, httpStatusCode?: number): Error {
  return Object.assign(new Error('said the service'), { name, $metadata: { attempts: 2, httpStatusCode } });
}

describe('an HTTP function', () => {
  test('answers what its handler answers', async () => {
    expect(await answer(() => json(200, { status: 'ok' }))).toEqual({
      statusCode: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"status":"ok"}',
    });
  });

  test('makes a problem document of a refusal', async () => {
    const problems = [{ pointer: '/reference', detail: 'Required.' }];
    const response = await failing(new DomainError('invalid-request', 'One problem, see errors.', { problems }));
    expect(response.statusCode).toBe(400);
    expect(response.headers['content-type']).toBe('application/problem+json');
    expect(JSON.parse(response.body ?? '')).toEqual({
      type: 'urn:sluice:problem:invalid-request',
      status: 400,
      title: 'The request breaks the contract',
      detail: 'One problem, see errors.',
      instance: `urn:sluice:request:${requestId}`,
      code: 'invalid-request',
      errors: problems,
    });
  });

  test('names the resource and the wait that a refusal has', async () => {
    const reused = await failing(new DomainError('idempotency-key-reused', 'd', { resource: 'pay_1' }));
    expect(JSON.parse(reused.body ?? '').resource).toBe('/v1/payments/pay_1');
    const running = await failing(new DomainError('idempotency-key-in-progress', 'd', { retryAfterSeconds: 1 }));
    expect(running).toMatchObject({ statusCode: 409, headers: { 'retry-after': '1' } });
  });

  test('says what money there is when it was not enough', async () => {
    const available = { value: 1_200, currency: 'EUR' };
    const short = await failing(new DomainError('insufficient-funds', 'd', { available }));
    expect(short.statusCode).toBe(402);
    expect(JSON.parse(short.body ?? '')).toMatchObject({ code: 'insufficient-funds', available });
  });

  test('asks the caller to come again when the work is put off', async () => {
    const later = await failing(new RetryLater('too many others move the same money'));
    expect(later).toMatchObject({ statusCode: 503, headers: { 'retry-after': '5' } });
    expect(JSON.parse(later.body ?? '').code).toBe('service-unavailable');
    expect(logs.lines('request refused for a cause of ours')).toEqual([expect.objectContaining({ level: 'WARN' })]);
  });

  test.each([
    ['idempotency-key-in-progress', 'in-progress'],
    ['idempotency-key-reused', 'mismatch'],
    ['insufficient-funds', 'processed'],
    ['idempotency-key-missing', 'processed'],
    ['invalid-request', 'processed'],
    ['service-unavailable', 'in-progress'],
    ['internal-error', 'in-progress'],
  ] as const)('of a key, the refusal %s tells %p', async (code, status) => {
    const error = new DomainError(code, 'd');
    expect((await failing(error, { keyed: true })).headers['idempotency-status']).toBe(status);
    expect((await failing(error)).headers).not.toHaveProperty('idempotency-status');
  });

  test('tells nothing of what it did not foresee, and logs it with its cause', async () => {
    const cause = new Error('connection of table-xyz lost');
    const response = await failing(new TypeError('x is not a function', { cause }));
    expect(response.statusCode).toBe(500);
    expect(JSON.parse(response.body ?? '').code).toBe('internal-error');
    expect(response.body).not.toMatch(/not a function|table-xyz/);
    expect(logs.lines('request failed')).toEqual([
      expect.objectContaining({
        level: 'ERROR',
        requestId,
        error: expect.objectContaining({
          name: 'TypeError',
          cause: expect.objectContaining({ message: cause.message }),
        }),
      }),
    ]);
  });

  test.each([['a text'], [undefined], [null], [{ code: 42 }]])('answers 500 when %p is thrown', async (thrown) => {
    expect((await failing(thrown)).statusCode).toBe(500);
  });

  test.each([
    ['a time-out', sdkError('TimeoutError')],
    ['a refused connection', sdkError('Error')],
    ['throttling', sdkError('ThrottlingException', 400)],
    ['an answer of 500', sdkError('InternalServerError', 500)],
  ])('answers %s of a service that it needs with 503 and a wait', async (_, error) => {
    const response = await failing(error);
    expect(response).toMatchObject({ statusCode: 503, headers: { 'retry-after': '5' } });
    expect(JSON.parse(response.body ?? '').code).toBe('service-unavailable');
    expect(logs.lines('request refused for a cause of ours')).toHaveLength(1);
  });

  test('a right that it lacks is a defect, and no time mends it', async () => {
    expect((await failing(sdkError('AccessDeniedException', 400))).statusCode).toBe(500);
  });

  test('writes one summary line, with who and what and how long', async () => {
    await answer(() => json(202, {}));
    expect(logs.lines('request answered')).toEqual([
      expect.objectContaining({
        route: 'POST /v1/payments',
        status: 202,
        partnerId: 'acme',
        keyId: 'mfrggzdfmztwq2lk',
        latencyMs: expect.any(Number),
        requestId,
      }),
    ]);
  });

  test('the summary of a refusal has its status and code', async () => {
    await failing(new DomainError('payment-not-found', 'd'));
    expect(logs.lines('request answered')).toEqual([
      expect.objectContaining({ status: 404, code: 'payment-not-found' }),
    ]);
  });

  test('no line holds the body, the API key or the IBAN', async () => {
    await http({ body: 'json' }, () => {
      throw Object.assign(new Error('refused'), { Item: { iban: { S: 'DE89370400440532013000' } } });
    })(httpEvent(), lambdaContext());
    expect(logs.lines().length).toBeGreaterThan(1);
    expect(logs.text()).not.toMatch(/Ada Lovelace|0532 ?0130|slk_|Invoice/);
  });

  test('a route without its authorizer fails closed', async () => {
    const event = httpEvent();
    const { authorizer: _, ...requestContext } = event.requestContext;
    const naked = { ...event, requestContext } as typeof event;
    expect((await answer((each) => json(200, callerOf(each)), naked)).statusCode).toBe(500);
  });
});

describe('a JSON body', () => {
  const echo = http({ body: 'json' }, (event) => json(200, event.body));
  const send = async (body: string, headers: Record<string, string> = {}, isBase64Encoded = false) => {
    const { statusCode, body: text = '' } = await echo(
      withHeaders(headers, { body, isBase64Encoded }),
      lambdaContext(),
    );
    const answered = JSON.parse(text);
    return {
      status: statusCode,
      code: answered.code,
      pointers: answered.errors?.map((each: { pointer: string }) => each.pointer),
      answered,
    };
  };

  test.each([
    ['application/json'],
    ['application/json; charset=utf-8'],
    ['application/json;charset=UTF-8'],
    ['APPLICATION/JSON ; charset="utf-8"'],
  ])('is read under the type %s', async (type) => {
    expect((await send('{"a":[1,"x",null]}', { 'content-type': type })).answered).toEqual({ a: [1, 'x', null] });
  });

  test.each([
    ['text/plain'],
    ['application/json-patch+json'],
    ['application/vnd.api+json'],
    ['application/jsonx'],
    ['application/json; charset=utf-16'],
    ['application/json, text/plain'],
    ['application/x-www-form-urlencoded'],
  ])('is refused under the type %s', async (type) => {
    expect(await send('{}', { 'content-type': type })).toMatchObject({ status: 415, code: 'unsupported-media-type' });
  });

  test('is refused without a type', async () => {
    const { 'content-type': _, ...headers } = httpEvent().headers;
    const response = await echo(httpEvent({ headers }), lambdaContext());
    expect(response.statusCode).toBe(415);
  });

  test('is decoded when the gateway hands it over in base64', async () => {
    expect((await send(Buffer.from('{"é":1}').toString('base64'), {}, true)).answered).toEqual({ é: 1 });
  });

  test('may have 64 KiB, counted in bytes, and not one more', async () => {
    const fits = `"${'é'.repeat(32_767)}"`;
    expect((await send(fits)).status).toBe(200);
    expect(await send(`${fits} `)).toMatchObject({ status: 413, code: 'payload-too-large' });
    expect((await send(Buffer.from(`${fits} `).toString('base64'), {}, true)).status).toBe(413);
  });

  test.each([
    ['', 'nothing'],
    ['{', 'an open brace'],
    ['{"a":1,}', 'a trailing comma'],
    ['\uFEFF{}', 'a byte order mark'],
    ['{}{}', 'two documents'],
    ['{"a":01}', 'a leading zero'],
    ['['.repeat(60_000), 'brackets that never close'],
  ])('%j is refused: %2$s', async (body) => {
    expect(await send(body)).toMatchObject({ status: 400, code: 'malformed-json' });
  });

  test.each([
    ['{"a":1,"a":2}', '/a'],
    ['{"a":1,"a":1}', '/a'],
    ['{"a":1,"\\u0061":1}', '/a'],
    ['{"x":[{"b":1},{"c":1,"d/e":2,"d/e":2}]}', '/x/1/d~1e'],
  ])('%s is refused for a name given twice', async (body, pointer) => {
    expect(await send(body)).toMatchObject({ status: 400, code: 'malformed-json', pointers: [pointer] });
  });

  test('the same name in two objects is no duplicate, nor is a value that looks like a name', async () => {
    expect((await send('{"a":{"a":"a"},"b":[{"a":1},{"a":1}],"c":"a"}')).status).toBe(200);
  });

  test('nests 8 levels and not 9', async () => {
    expect((await send('['.repeat(8) + ']'.repeat(8))).status).toBe(200);
    expect(await send('['.repeat(9) + ']'.repeat(9))).toMatchObject({ status: 400, code: 'malformed-json' });
    expect(await send('['.repeat(30_000) + ']'.repeat(30_000))).toMatchObject({ status: 400, code: 'malformed-json' });
  });

  test.each(['9007199254740993', '1e400', '0.1234567890123456789', '-12345678901234567890'])(
    'the number %s is refused: a double cannot hold it',
    async (number) => {
      expect(await send(`{"n":[0,${number}]}`)).toMatchObject({
        status: 400,
        code: 'invalid-request',
        pointers: ['/n/1'],
      });
    },
  );

  test.each(['9007199254740991', '1.50', '1e3', '-0', '0.1', '12.5E-1'])('the number %s passes', async (number) => {
    expect((await send(`[${number}]`)).status).toBe(200);
  });

  test.each([
    ['{"__proto__":{"admin":true}}', '/__proto__'],
    ['{"a":{"__proto__":1}}', '/a/__proto__'],
    ['{"constructor":{"prototype":{}}}', '/constructor'],
  ])('%s is refused, and no prototype changes', async (body, pointer) => {
    expect(await send(body)).toMatchObject({ status: 400, code: 'invalid-request', pointers: [pointer] });
    expect({}).not.toHaveProperty('admin');
  });
});
