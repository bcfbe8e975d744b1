import { readFile } from 'node:fs/promises';
import { DeleteCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { HttpEvent } from '#shared/lambda/http-event.ts';
import { aCredential } from '../../support/a-credential.ts';
import { captureLogs } from '../../support/captured-logs.ts';
import { eventNames, readEvent } from '../../support/read-event.ts';
import { fund } from '../../support/table-store.ts';
import { startHttpFunctions } from '../../support/wired-http-functions.ts';

const logs = captureLogs();
let sluice: Awaited<ReturnType<typeof startHttpFunctions>>;
beforeAll(async () => {
  sluice = await startHttpFunctions();
});
beforeEach(() => logs.clear());
afterAll(() => sluice?.stop());

const keyed =
  (key: string) =>
  (event: HttpEvent): HttpEvent => ({ ...event, headers: { ...event.headers, 'idempotency-key': key } });
const of =
  (partnerId: string) =>
  (event: HttpEvent): HttpEvent => ({
    ...event,
    requestContext: { ...event.requestContext, authorizer: { lambda: { partnerId, keyId: 'k', scopes: '' } } },
  });
const about =
  (paymentId: string, headers: Record<string, string> = {}) =>
  (event: HttpEvent): HttpEvent => ({
    ...event,
    pathParameters: { paymentId },
    headers: { ...event.headers, ...headers },
  });
const asking =
  (query: Record<string, string>) =>
  (event: HttpEvent): HttpEvent => ({ ...event, queryStringParameters: query });

describe('POST /v1/payments', () => {
  test('accepts a payment: 202, its location, the payment; written, due and queued', async () => {
    const answer = await sluice.createPayment('create-payment.new');
    expect(answer.status).toBe(202);
    expect(answer.headers).toEqual({
      'content-type': 'application/json',
      location: `/v1/payments/${answer.json.id}`,
      'idempotency-status': 'processed',
    });
    expect(answer.json).toEqual({
      id: expect.stringMatching(/^pay_[0-9A-Z]{26}$/),
      status: 'accepted',
      amount: { value: 12_500, currency: 'EUR' },
      creditor: { name: 'Ada Lovelace', iban: 'DE89370400440532013000' },
      reference: 'Invoice 2026-0117',
      metadata: { order: 'A-42', channel: 'app' },
      createdAt: expect.any(String),
      updatedAt: answer.json.createdAt,
    });
    const { Items = [] } = await sluice.tables.documents.send(new ScanCommand({ TableName: 'PaymentsTable' }));
    expect(Items).toEqual([
      expect.objectContaining({
        id: answer.json.id,
        partnerId: 'acme',
        dueAt: expect.any(String),
        requestId: 'UWZ9xi6VliAEMZw=',
      }),
    ]);
    expect(await sluice.queue.bodies()).toEqual([{ paymentId: answer.json.id, requestId: 'UWZ9xi6VliAEMZw=' }]);
    expect(logs.lines('request answered')).toEqual([
      expect.objectContaining({ paymentId: answer.json.id, outcome: 'accepted', status: 202, partnerId: 'acme' }),
    ]);
  });

  test('replays the very bytes to a repeat, whatever its layout, and queues nothing more', async () => {
    const first = await sluice.createPayment('create-payment.new');
    const repeat = await sluice.createPayment('create-payment.duplicate');
    expect(repeat.text).toBe(first.text);
    expect(repeat.status).toBe(202);
    const marks = { 'idempotent-replayed': 'true', 'idempotency-status': 'replayed' };
    expect(repeat.headers).toEqual({ ...first.headers, ...marks });
    expect(await sluice.queue.bodies()).toHaveLength(1);
  });

  test('refuses the key for another request, and names the payment that exists', async () => {
    const first = await sluice.createPayment('create-payment.new');
    const answer = await sluice.createPayment('create-payment.reused-key');
    expect(answer.status).toBe(422);
    expect(answer.json).toMatchObject({ code: 'idempotency-key-reused', resource: `/v1/payments/${first.json.id}` });
  });

  test('makes no second payment when the key store has forgotten the key', async () => {
    const first = await sluice.createPayment('create-payment.new', keyed('forgotten'));
    await emptyKeyStore();
    const repeat = await sluice.createPayment('create-payment.duplicate', keyed('forgotten'));
    expect(repeat).toMatchObject({ status: 202, headers: { 'idempotent-replayed': 'true' } });
    expect(repeat.json.id).toBe(first.json.id);
    await emptyKeyStore();
    const other = await sluice.createPayment('create-payment.reused-key', keyed('forgotten'));
    expect(other).toMatchObject({ status: 422, json: { resource: `/v1/payments/${first.json.id}` } });
  });

  test.each([
    ['create-payment.unknown-fields', 400, 'invalid-request', ['/amount/scale', '/urgent']],
    ['create-payment.missing-key', 400, 'idempotency-key-missing', undefined],
    ['create-payment.form-encoded', 415, 'unsupported-media-type', undefined],
    ['create-payment.duplicate-name', 400, 'malformed-json', ['/reference']],
  ])('%s is refused, and takes no key', async (name, status, code, pointers) => {
    const before = await keysKept();
    const answer = await sluice.createPayment(name);
    expect([answer.status, answer.json.code]).toEqual([status, code]);
    expect(answer.json.errors?.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual(pointers);
    expect(await keysKept()).toBe(before);
  });

  test('changes nothing of the event but the body, which is parsed', async () => {
    const given: HttpEvent[] = [];
    await sluice.createPayment('create-payment.new', (event) => {
      given.push(event);
      return event;
    });
    const { body: _, ...left } = given[0] ?? {};
    const { body: __, ...sent } = readEvent<HttpEvent>('create-payment.new');
    expect(left).toEqual(sent);
  });

  test('logs neither name nor IBAN nor key', async () => {
    await sluice.createPayment('create-payment.new', keyed('never-logged'));
    expect(logs.lines().length).toBeGreaterThan(0);
    expect(logs.text()).not.toMatch(/Ada Lovelace|0532013000|0532 0130|slk_|never-logged/);
  });
});

describe('a payment that its partner cannot pay', () => {
  const poor = (key: string) => (event: HttpEvent) => of('poor')(keyed(key)(event));

  test('is refused with what there is, and nothing of it is kept', async () => {
    const before = await keysKept();
    const answer = await sluice.createPayment('create-payment.new', poor('too-poor'));
    expect(answer).toMatchObject({ status: 402, headers: { 'content-type': 'application/problem+json' } });
    expect(answer.json).toMatchObject({ code: 'insufficient-funds', available: { value: 0, currency: 'EUR' } });
    expect(await keysKept()).toBe(before);
    expect((await sluice.listPayments('list-payments.first-page', of('poor'))).json).toEqual({ payments: [] });
  });

  test('goes through under the same key once there is money, and only once', async () => {
    expect((await sluice.createPayment('create-payment.new', poor('later'))).status).toBe(402);
    await fund(sluice.tables.documents, ['poor'], { amount: { value: 12_500, currency: 'EUR' } });
    const first = await sluice.createPayment('create-payment.new', poor('later'));
    expect(first.status).toBe(202);
    const repeat = await sluice.createPayment('create-payment.duplicate', poor('later'));
    expect(repeat).toMatchObject({ status: 202, text: first.text, headers: { 'idempotent-replayed': 'true' } });
    await emptyKeyStore();
    const late = await sluice.createPayment('create-payment.duplicate', poor('later'));
    expect(late).toMatchObject({ status: 202, json: first.json, headers: { 'idempotent-replayed': 'true' } });
    expect((await sluice.createPayment('create-payment.new', poor('another'))).json).toMatchObject({
      code: 'insufficient-funds',
      available: { value: 0, currency: 'EUR' },
    });
  });
});

describe('GET /v1/balances', () => {
  test('shows what can be spent, what is held and what was paid out, by currency', async () => {
    await fund(sluice.tables.documents, ['saver'], { amount: { value: 100_000, currency: 'EUR' } });
    await fund(sluice.tables.documents, ['saver'], { amount: { value: 7, currency: 'CHF' } });
    await sluice.createPayment('create-payment.new', (event) => of('saver')(keyed('saver')(event)));
    const answer = await sluice.getBalances('get-balances.all', of('saver'));
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({ 'cache-control': 'private, no-store' });
    expect(answer.json).toEqual({
      balances: [
        { currency: 'CHF', available: 7, held: 0, settled: 0 },
        { currency: 'EUR', available: 87_500, held: 12_500, settled: 0 },
      ],
    });
  });

  test('shows nothing to who never had any', async () => {
    expect((await sluice.getBalances('get-balances.all', of('nobody'))).json).toEqual({ balances: [] });
  });
});

describe('GET /v1/payments/{paymentId}', () => {
  test('shows the payment, and 304 to who has it as it is', async () => {
    const created = await sluice.createPayment('create-payment.new', keyed('get'));
    const shown = await sluice.getPayment('get-payment.found', about(created.json.id));
    expect(shown).toMatchObject({ status: 200, json: created.json, headers: { 'cache-control': 'private, no-cache' } });
    const etag = shown.headers.etag ?? '';
    const known = await sluice.getPayment(
      'get-payment.if-none-match',
      about(created.json.id, { 'if-none-match': `"x", W/${etag}` }),
    );
    expect(known).toEqual({
      status: 304,
      headers: { etag, 'cache-control': 'private, no-cache' },
      text: '',
      json: undefined,
    });
    expect((await sluice.getPayment('get-payment.if-none-match', about(created.json.id))).status).toBe(200);
  });

  test.each(['get-payment.found', 'get-payment.not-an-id'])('%s, which there is not, is 404', async (name) => {
    expect(await sluice.getPayment(name)).toMatchObject({ status: 404, json: { code: 'payment-not-found' } });
  });

  test('another partner’s is 404, also to who holds its tag', async () => {
    const created = await sluice.createPayment('create-payment.new', keyed('foreign'));
    const { headers } = await sluice.getPayment('get-payment.found', about(created.json.id));
    const theirs = (event: HttpEvent) =>
      of('globex')(about(created.json.id, { 'if-none-match': headers.etag ?? '' })(event));
    expect((await sluice.getPayment('get-payment.found', theirs)).status).toBe(404);
  });
});

describe('GET /v1/payments', () => {
  test('lists the partner’s payments page by page, newest first, under any filter', async () => {
    const ids: string[] = [];
    for (const key of ['a', 'b', 'c']) {
      const { json } = await sluice.createPayment('create-payment.new', (event) => of('lister')(keyed(key)(event)));
      ids.push(json.id);
    }
    const newestFirst = ids.sort().reverse();
    const filters: Record<string, string>[] = [{}, { status: 'accepted' }];
    for (const filter of filters) {
      const page = async (query: Record<string, string>) =>
        (
          await sluice.listPayments('list-payments.by-status', (event) =>
            of('lister')(asking({ ...filter, ...query })(event)),
          )
        ).json;
      const first = await page({ limit: '2' });
      const second = await page({ limit: '2', cursor: first.nextCursor });
      expect([...first.payments, ...second.payments].map(({ id }) => id)).toEqual(newestFirst);
      expect(second).not.toHaveProperty('nextCursor');
    }
    const settled = await sluice.listPayments('list-payments.by-status', (event) =>
      of('lister')(asking({ status: 'settled' })(event)),
    );
    expect(settled.json).toEqual({ payments: [] });
  });

  test('a cursor is of no use to another partner', async () => {
    const { json } = await sluice.listPayments('list-payments.first-page', (event) =>
      of('lister')(asking({ limit: '1' })(event)),
    );
    const theirs = await sluice.listPayments(
      'list-payments.first-page',
      asking({ limit: '1', cursor: json.nextCursor }),
    );
    expect(theirs).toMatchObject({ status: 400, json: { code: 'invalid-cursor' } });
  });

  test.each([
    ['list-payments.first-page', 200, undefined],
    ['list-payments.by-key', 200, undefined],
    ['list-payments.unknown-parameter', 400, 'invalid-request'],
    ['list-payments.foreign-cursor', 400, 'invalid-cursor'],
  ])('%s → %i', async (name, status, code) => {
    expect(await sluice.listPayments(name)).toMatchObject({
      status,
      json: code ? { code } : { payments: expect.any(Array) },
    });
  });
});

describe('the authorizer function', () => {
  test('answers from the credentials table', async () => {
    await sluice.tables.documents.send(new PutCommand({ TableName: 'CredentialsTable', Item: aCredential() }));
    expect(await sluice.authorize('authorize.allowed')).toMatchObject({
      isAuthorized: true,
      context: { partnerId: 'acme' },
    });
    expect(await sluice.authorize('authorize.wrong-secret')).toMatchObject({ isAuthorized: false });
    expect(await sluice.authorize('authorize.malformed-key')).toMatchObject({ isAuthorized: false });
  });
});

test('GET /health answers without touching anything', async () => {
  expect(await sluice.health('health.check')).toMatchObject({ status: 200, json: { status: 'ok' } });
});

describe('when what it needs is down', () => {
  test('a payment is accepted without the queue: the reconciler will send it', async () => {
    await sluice.queue.stop();
    const { status, json } = await sluice.createPayment('create-payment.new', keyed('queue-down'));
    expect(status).toBe(202);
    expect((await sluice.getPayment('get-payment.found', about(json.id))).json.status).toBe('accepted');
    expect(logs.lines('payment not queued; the reconciler will')).toEqual([
      expect.objectContaining({ level: 'WARN', paymentId: json.id }),
    ]);
  });

  test('nothing is accepted or shown without the tables, and the caller may come again', async () => {
    await sluice.tables.stop();
    for (const answer of [
      await sluice.createPayment('create-payment.new', keyed('tables-down')),
      await sluice.getPayment('get-payment.found'),
      await sluice.listPayments('list-payments.first-page'),
      await sluice.getBalances('get-balances.all'),
    ]) {
      expect(answer).toMatchObject({ status: 503, json: { code: 'service-unavailable' } });
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    }
  });

  test('the authorizer throws without the tables, so that no denial is kept [B]', async () => {
    await expect(sluice.authorize('authorize.allowed')).rejects.toThrow();
    expect(await sluice.authorize('authorize.malformed-key')).toMatchObject({ isAuthorized: false });
  });

  test('GET /health answers all the same', async () => {
    expect((await sluice.health('health.check')).status).toBe(200);
  });
});

test.each(['authorize', 'create-payment', 'get-payment', 'list-payments', 'get-balances', 'health'])(
  'every event of %s is used in these tests',
  async (name) => {
    const tests = await readFile(new URL(import.meta.url), 'utf8');
    for (const event of eventNames(name)) expect(tests).toContain(event);
  },
);

async function keysKept(): Promise<number> {
  const { Count = 0 } = await sluice.tables.documents.send(new ScanCommand({ TableName: 'IdempotencyTable' }));
  return Count;
}

async function emptyKeyStore(): Promise<void> {
  const { Items = [] } = await sluice.tables.documents.send(new ScanCommand({ TableName: 'IdempotencyTable' }));
  for (const { id } of Items) {
    await sluice.tables.documents.send(new DeleteCommand({ TableName: 'IdempotencyTable', Key: { id } }));
  }
}
