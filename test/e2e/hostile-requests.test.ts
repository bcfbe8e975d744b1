import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { freshKey, paymentRequest } from '../support/api-client.ts';
import { rawHttp } from '../support/raw-http.ts';
import { bootTimeoutMs, physicalId, type RunningSluice, runSluice } from '../support/run-sluice.ts';

let sluice: RunningSluice;
beforeAll(async () => {
  sluice = await runSluice();
}, bootTimeoutMs);
afterAll(() => sluice?.stop());

const good = paymentRequest();
const text = JSON.stringify(good);
const with_ = (over: Record<string, unknown>) => JSON.stringify(paymentRequest(over));
const amount = (value: string) => text.replace('12345', value);
const named = (name: string) => text.replace('Ada Lovelace', name);
const metadata = (value: unknown) => with_({ metadata: value });

type Row = [what: string, body: string, status: number, code: string, pointer?: string];

/** What is wrong with the text of the body, before anybody asks what it means. */
const texts: Row[] = [
  ['nothing at all', '', 400, 'malformed-json'],
  ['an open brace', '{', 400, 'malformed-json'],
  ['a value that is missing', '{"amount":}', 400, 'malformed-json'],
  ['a trailing comma', `${text.slice(0, -1)},}`, 400, 'malformed-json'],
  ['single quotes', text.replaceAll('"', "'"), 400, 'malformed-json'],
  ['a comment', `/* pay */${text}`, 400, 'malformed-json'],
  ['NaN', amount('NaN'), 400, 'malformed-json'],
  ['a leading zero', amount('007'), 400, 'malformed-json'],
  ['a hexadecimal number', amount('0x10'), 400, 'malformed-json'],
  ['two documents', text + text, 400, 'malformed-json'],
  ['a byte order mark', `\uFEFF${text}`, 400, 'malformed-json'],
  ['a raw newline in a string', named('Ada\nLovelace'), 400, 'malformed-json'],
  ['a raw NUL in a string', named('Ada\0'), 400, 'malformed-json'],
  ['a key twice', text.replace('{', '{"reference":"x",'), 400, 'malformed-json'],
  ['a key twice with equal values', text.replace('"amount":{', '"amount":{"currency":"EUR",'), 400, 'malformed-json'],
  ['a key twice, once in escapes', text.replace('{', '{"\\u0072eference":"x",'), 400, 'malformed-json'],
  ['arrays 9 deep', with_({ metadata: { a: [[[[[[[1]]]]]]] } }), 400, 'malformed-json'],
  ['arrays 30,000 deep', '['.repeat(30_000) + ']'.repeat(30_000), 400, 'malformed-json'],
  ['30,000 brackets that never close', '['.repeat(30_000), 400, 'malformed-json'],
  ['64 KiB and one byte', text + ' '.repeat(65_537 - text.length), 413, 'payload-too-large'],
  ['a megabyte', metadata({ a: 'x'.repeat(1_000_000) }), 413, 'payload-too-large'],
];

/** What is wrong with the value, and where. */
const values: Row[] = [
  ['null', 'null', 400, 'invalid-request', ''],
  ['an array', '[]', 400, 'invalid-request', ''],
  ['a string', '"pay"', 400, 'invalid-request', ''],
  ['a number', '42', 400, 'invalid-request', ''],
  ['an empty object', '{}', 400, 'invalid-request', '/amount'],
  ['an unknown field', with_({ urgent: true }), 400, 'invalid-request', '/urgent'],
  [
    'an unknown field in amount',
    with_({ amount: { value: 1, currency: 'EUR', scale: 2 } }),
    400,
    'invalid-request',
    '/amount/scale',
  ],
  ['a field whose name needs escapes', with_({ 'a/b~c': 1 }), 400, 'invalid-request', '/a~1b~0c'],
  ['a field __proto__', text.replace('{', '{"__proto__":{"admin":true},'), 400, 'invalid-request', '/__proto__'],
  ['a field constructor', with_({ constructor: { prototype: {} } }), 400, 'invalid-request', '/constructor'],
  ['an amount in a string', amount('"12345"'), 400, 'invalid-request', '/amount/value'],
  ['a fraction of a cent', amount('123.45'), 400, 'invalid-request', '/amount/value'],
  ['an amount of zero', amount('0'), 400, 'invalid-request', '/amount/value'],
  ['a negative amount', amount('-1'), 400, 'invalid-request', '/amount/value'],
  ['an amount beyond the limit', amount('1000000000000'), 400, 'invalid-request', '/amount/value'],
  ['an amount that loses precision', amount('9007199254740993'), 400, 'invalid-request', '/amount/value'],
  ['an amount that overflows', amount('1e400'), 400, 'invalid-request', '/amount/value'],
  ['an amount true', amount('true'), 400, 'invalid-request', '/amount/value'],
  ['an amount in a list', amount('[12345]'), 400, 'invalid-request', '/amount/value'],
  [
    'a currency in lower case',
    with_({ amount: { value: 1, currency: 'eur' } }),
    400,
    'invalid-request',
    '/amount/currency',
  ],
  [
    'a currency that never was',
    with_({ amount: { value: 1, currency: 'ZZZ' } }),
    400,
    'invalid-request',
    '/amount/currency',
  ],
  [
    'a currency that is no more',
    with_({ amount: { value: 1, currency: 'DEM' } }),
    400,
    'invalid-request',
    '/amount/currency',
  ],
  ['no creditor', with_({ creditor: undefined }), 400, 'invalid-request', '/creditor'],
  ['a creditor that is text', with_({ creditor: 'Ada' }), 400, 'invalid-request', '/creditor'],
  [
    'an IBAN whose check digits are wrong',
    with_({ creditor: { name: 'A', iban: 'DE88370400440532013000' } }),
    400,
    'invalid-request',
    '/creditor/iban',
  ],
  [
    'an IBAN of no country',
    with_({ creditor: { name: 'A', iban: 'ZZ89370400440532013000' } }),
    400,
    'invalid-request',
    '/creditor/iban',
  ],
  [
    'an IBAN with a NUL',
    with_({ creditor: { name: 'A', iban: 'DE8937040044053201300\0' } }),
    400,
    'invalid-request',
    '/creditor/iban',
  ],
  [
    'an IBAN of a megabyte of digits, nearly',
    with_({ creditor: { name: 'A', iban: `DE${'8'.repeat(60_000)}` } }),
    400,
    'invalid-request',
    '/creditor/iban',
  ],
  ['an empty name', named(''), 400, 'invalid-request', '/creditor/name'],
  ['a name of 141 characters', named('x'.repeat(141)), 400, 'invalid-request', '/creditor/name'],
  ['a name with NUL', named('Ada\\u0000'), 400, 'invalid-request', '/creditor/name'],
  ['a name with a newline', named('Ada\\nLovelace'), 400, 'invalid-request', '/creditor/name'],
  ['a name with an escape code', named('\\u001b[31mAda'), 400, 'invalid-request', '/creditor/name'],
  ['a name with DEL', named('Ada\\u007f'), 400, 'invalid-request', '/creditor/name'],
  ['a name with a C1 control', named('Ada\\u0085'), 400, 'invalid-request', '/creditor/name'],
  ['a name with a lone high surrogate', named('Ada\\ud800'), 400, 'invalid-request', '/creditor/name'],
  ['a name with a lone low surrogate', named('\\udc00Ada'), 400, 'invalid-request', '/creditor/name'],
  ['a name that was no UTF-8', named('Ada\\ufffd'), 400, 'invalid-request', '/creditor/name'],
  ['a reference of 141 characters', with_({ reference: 'x'.repeat(141) }), 400, 'invalid-request', '/reference'],
  ['a reference that is a number', with_({ reference: 117 }), 400, 'invalid-request', '/reference'],
  [
    '21 metadata pairs',
    metadata(Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`k${n}`, 'v']))),
    400,
    'invalid-request',
    '/metadata',
  ],
  ['a metadata value that is a number', metadata({ order: 117 }), 400, 'invalid-request', '/metadata/order'],
  ['a metadata value that is an object', metadata({ order: { id: 1 } }), 400, 'invalid-request', '/metadata/order'],
  [
    'a metadata value of 501 characters',
    metadata({ order: 'x'.repeat(501) }),
    400,
    'invalid-request',
    '/metadata/order',
  ],
  ['a metadata key with a space', metadata({ 'my order': '1' }), 400, 'invalid-request', '/metadata/my order'],
  [
    'a metadata key of 41 characters',
    metadata({ ['k'.repeat(41)]: '1' }),
    400,
    'invalid-request',
    `/metadata/${'k'.repeat(41)}`,
  ],
  ['a metadata key __proto__', text.replace('"order"', '"__proto__"'), 400, 'invalid-request', '/metadata/__proto__'],
];

describe('a body that is refused', () => {
  test.each([...texts, ...values])('%s', async (...[, body, status, code, pointer]) => {
    const answer = await sluice.acme('POST', '/v1/payments', {
      key: freshKey(),
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect([answer.status, answer.json?.code]).toEqual([status, code]);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.json.instance).toContain(answer.headers.get('apigw-requestid'));
    if (pointer !== undefined)
      expect(answer.json.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  });

  test('every problem of a body is told at once', async () => {
    const body = { amount: { value: 0, currency: 'ZZZ' }, creditor: { name: '', iban: 'x' }, reference: 5, extra: 1 };
    const { json } = await sluice.acme('POST', '/v1/payments', { key: freshKey(), body });
    expect(json.errors.map((error: { pointer: string }) => error.pointer).sort()).toEqual([
      '/amount/currency',
      '/amount/value',
      '/creditor/iban',
      '/creditor/name',
      '/extra',
      '/reference',
    ]);
  });

  test('bytes that are no UTF-8', async () => {
    const [head, tail] = named('\u0001').split('\u0001');
    const body = Buffer.concat([Buffer.from(head ?? ''), Buffer.from([0xff, 0xfe]), Buffer.from(tail ?? '')]);
    const response = await fetch(`${sluice.api}/v1/payments`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${sluice.acmeKey}`,
        'content-type': 'application/json',
        'idempotency-key': freshKey(),
      },
      body,
    });
    expect(response.status).toBe(400);
    expect(((await response.json()) as { code: string }).code).toBe('invalid-request');
  });
});

describe('a content type that is refused', () => {
  test.each([
    ['text/plain'],
    ['application/xml'],
    ['application/x-www-form-urlencoded'],
    ['multipart/form-data; boundary=x'],
    ['application/json-patch+json'],
    ['application/vnd.api+json'],
    ['application/jsonx'],
    ['application/json; charset=utf-16'],
    ['json'],
  ])('%s', async (type) => {
    const answer = await sluice.acme('POST', '/v1/payments', {
      key: freshKey(),
      body: text,
      headers: { 'content-type': type },
    });
    expect([answer.status, answer.json?.code]).toEqual([415, 'unsupported-media-type']);
  });
});

describe('an idempotency key that is refused', () => {
  test.each([
    ['none', undefined, 'idempotency-key-missing'],
    ['an empty one', '', 'idempotency-key-missing'],
    ['empty quotes', '""', 'idempotency-key-invalid'],
    ['65 characters', 'k'.repeat(65), 'idempotency-key-invalid'],
    ['a space inside', 'a b', 'idempotency-key-invalid'],
    ['a tab inside', 'a\tb', 'idempotency-key-invalid'],
    ['two in one header', 'a,b', 'idempotency-key-invalid'],
    ['a parameter', '"a";q=1', 'idempotency-key-invalid'],
    ['one quote', '"abc', 'idempotency-key-invalid'],
    ['a letter outside ASCII', 'schl\u00fcssel', 'idempotency-key-invalid'],
  ])('%s', async (_, key, code) => {
    const answer = await sluice.acme('POST', '/v1/payments', { key, body: good });
    expect([answer.status, answer.json?.code]).toEqual([400, code]);
  });
});

describe('a path or query that is refused', () => {
  const gateway = '{"message":"Not Found"}';
  test.each([
    ['GET', '/v1/payments/', 404, gateway],
    ['GET', '/v1//payments', 404, gateway],
    ['GET', '/V1/payments', 404, gateway],
    ['GET', '/v1', 404, gateway],
    ['GET', '/', 404, gateway],
    ['GET', '/v1/payments/a/b', 404, gateway],
    ['DELETE', '/v1/payments', 404, gateway],
    ['PUT', '/v1/payments', 404, gateway],
    ['PATCH', '/v1/payments/pay_01ARZ3NDEKTSV4RRFFQ69G5FAV', 404, gateway],
    ['GET', '/v1/payments/%2e%2e%2f%2e%2e%2fhealth', 404, 'payment-not-found'],
    ['GET', '/v1/payments/%00', 404, 'payment-not-found'],
    ['GET', '/v1/payments/%0d%0aset-cookie:a=b', 404, 'payment-not-found'],
    ['GET', "/v1/payments/pay_'%20OR%201=1", 404, 'payment-not-found'],
    ['GET', `/v1/payments/${'x'.repeat(5000)}`, 404, 'payment-not-found'],
    ['GET', '/v1/payments/__proto__', 404, 'payment-not-found'],
    ['GET', '/v1/payment-batches/__proto__', 404, 'batch-not-found'],
    ['GET', '/v1/payment-batches/a%2Fb', 404, 'batch-not-found'],
    ['GET', '/v1/payment-batches/%00', 404, 'batch-not-found'],
    ['GET', `/v1/payment-batches/${'x'.repeat(3000)}`, 404, 'batch-not-found'],
    ['GET', '/v1/payments?limit=0', 400, 'invalid-request'],
    ['GET', '/v1/payments?limit=101', 400, 'invalid-request'],
    ['GET', '/v1/payments?limit=-1', 400, 'invalid-request'],
    ['GET', '/v1/payments?limit=ten', 400, 'invalid-request'],
    ['GET', '/v1/payments?limit=1e1', 400, 'invalid-request'],
    ['GET', '/v1/payments?limit=', 400, 'invalid-request'],
    ['GET', '/v1/payments?limit=1&limit=2', 400, 'invalid-request'],
    ['GET', '/v1/payments?status=done', 400, 'invalid-request'],
    ['GET', '/v1/payments?partnerId=globex', 400, 'invalid-request'],
    ['GET', '/v1/payments?__proto__=x', 400, 'invalid-request'],
    ['GET', '/v1/payments?cursor=garbage', 400, 'invalid-cursor'],
    ['GET', '/v1/payments?cursor=', 400, 'invalid-cursor'],
    ['GET', `/v1/payments?cursor=${'A'.repeat(4000)}`, 400, 'invalid-cursor'],
  ])('%s %s', async (method, path, status, said) => {
    const answer = await sluice.acme(method, path);
    expect(answer.status).toBe(status);
    expect(said === gateway ? answer.text : answer.json?.code).toBe(said);
  });
});

describe('a batch that is refused at the door', () => {
  const batch = { payments: [good] };
  test.each([
    ['no key', undefined, batch, undefined],
    ['a key with a slash', 'a/b', batch, 'InvalidName'],
    ['a key in quotes', '"abc"', batch, 'InvalidName'],
    ['a key with a colon', 'a:b', batch, 'InvalidName'],
    ['a key with a space', 'a b', batch, 'InvalidName'],
    ['a key of 80 characters', 'k'.repeat(80), batch, 'ValidationException'],
    ['a body that is no JSON', freshKey(), '{"payments":', 'InvalidExecutionInput'],
    ['no body', freshKey(), '', undefined],
    ['a body beyond 256 KB', freshKey(), { payments: ['x'.repeat(262_144)] }, 'ValidationException'],
  ])('%s', async (_, key, body, error) => {
    const answer = await sluice.acme('POST', '/v1/payment-batches', {
      key,
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(400);
    if (error) expect(answer.text).toContain(error);
  });
});

describe('bytes that are no proper HTTP request', () => {
  const close = 'connection: close\r\n';
  test.each([
    ['a request line of one word', 'HELLO\r\n\r\n', 400],
    ['a header without a colon', `GET /health HTTP/1.1\r\nhost: x\r\nbad header\r\n${close}\r\n`, 400],
    ['a space in a header name', `GET /health HTTP/1.1\r\nhost: x\r\nx y: 1\r\n${close}\r\n`, 400],
    ['a bare carriage return in a header', `GET /health HTTP/1.1\r\nhost: x\r\nx: a\rb\r\n${close}\r\n`, 400],
    ['a NUL in a header', `GET /health HTTP/1.1\r\nhost: x\r\nx: a\0b\r\n${close}\r\n`, 400],
    [
      'a length and chunks at once',
      'POST /v1/payments HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['two lengths', 'POST /v1/payments HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ncontent-length: 5\r\n\r\nabcd', 400],
    ['a negative length', 'POST /v1/payments HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n', 400],
    ['chunks of no size', 'POST /v1/payments HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n', 400],
    ['11 KB of headers', `GET /health HTTP/1.1\r\nhost: x\r\nx: ${'a'.repeat(11_000)}\r\n${close}\r\n`, 431],
    ['a length beyond 10 MB', `POST /v1/payments HTTP/1.1\r\nhost: x\r\ncontent-length: 10485761\r\n${close}\r\n`, 413],
  ])('%s', async (_, bytes, status) => {
    expect((await rawHttp(sluice.api, bytes)).status).toBe(status);
  });
});

describe('after all of that', () => {
  test('nothing was done, nothing was kept, and nothing broke', async () => {
    expect((await sluice.acme('GET', '/v1/payments')).json.payments).toEqual([]);
    for (const table of ['PaymentsTable', 'IdempotencyTable', 'BatchesTable', 'EventsTable', 'RailTable']) {
      const { Items } = await sluice.dynamodb.send(
        new ScanCommand({ TableName: physicalId(sluice.twin, table), ConsistentRead: true }),
      );
      expect({ table, Items }).toEqual({ table, Items: [] });
    }
    const errors = sluice.metrics.filter(
      ({ namespace, name, value }) => namespace === 'AWS/Lambda' && name === 'Errors' && value > 0,
    );
    expect(errors).toEqual([]);
  });

  test('and a good request is still a good request', async () => {
    expect((await sluice.acme('POST', '/v1/payments', { key: freshKey(), body: good })).status).toBe(202);
  });
});
