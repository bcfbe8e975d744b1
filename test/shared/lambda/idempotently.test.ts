import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { keyStore } from '#shared/adapters/key-store.ts';
import { DomainError } from '#shared/domain/errors.ts';
import { idempotently } from '#shared/lambda/idempotently.ts';
import { json } from '#shared/lambda/respond.ts';
import { idempotencyContract } from '../../contracts/idempotently.ts';
import { FakeKeyStore } from '../../fakes/key-store.ts';
import { aScope } from '../../support/a-payment.ts';
import { captureLogs } from '../../support/captured-logs.ts';
import { lambdaContext } from '../../support/lambda-context.ts';
import { startTables, type Tables } from '../../support/start-tables.ts';

const logs = captureLogs();
let tables: Tables;
let store: ReturnType<typeof keyStore>;
beforeAll(async () => {
  tables = await startTables();
  store = keyStore(tables.client, 'IdempotencyTable');
});
afterAll(() => tables?.stop());

const fake = new FakeKeyStore();
idempotencyContract('memory', () => fake);
idempotencyContract('DynamoDB', () => store);

const request = { scope: aScope(), requestHash: 'hash-1' };
const reused = async () => new DomainError('idempotency-key-reused', 'reused');

describe('when the key store fails', () => {
  const failing = (...operations: ('put' | 'update' | 'delete')[]) => {
    const broken = new FakeKeyStore();
    for (const operation of operations) broken.failing.add(operation);
    return { broken, once: idempotently({ store: broken, reused }) };
  };

  test('before the work, nothing is done', async () => {
    const { once } = failing('put');
    let runs = 0;
    const attempt = once(request, lambdaContext(), async () => json(202, { run: ++runs }));
    await expect(attempt).rejects.toMatchObject({ code: 'service-unavailable', retryAfterSeconds: 5 });
    expect(runs).toBe(0);
  });

  test('after the work, its answer counts all the same, and a line says that no replay will have it', async () => {
    const { once } = failing('update');
    logs.clear();
    expect(await once(request, lambdaContext(), async () => json(202, {}))).toMatchObject({ statusCode: 202 });
    expect(logs.lines('answer not kept for replay')).toHaveLength(1);
  });

  test('after a refusal, the caller gets the refusal', async () => {
    const { once } = failing('delete');
    const refusal = new DomainError('invalid-request', 'no');
    await expect(once(request, lambdaContext(), () => Promise.reject(refusal))).rejects.toBe(refusal);
  });
});

describe('what is kept', () => {
  test('is the answer and two hashes, for 7 days, and neither key nor request', async () => {
    const once = idempotently({ store, reused });
    const scope = aScope({ key: 'kept-key', partnerId: 'kept-partner' });
    await once({ scope, requestHash: 'kept-hash' }, lambdaContext(), async () => json(202, { id: 'kept' }));
    const { Items = [] } = await tables.documents.send(new ScanCommand({ TableName: 'IdempotencyTable' }));
    const item = Items.find(({ data }) => data?.body === '{"id":"kept"}');
    expect(Object.keys(item ?? {}).sort()).toEqual([
      'data',
      'expiration',
      'id',
      'in_progress_expiration',
      'status',
      'validation',
    ]);
    expect(item?.data).toEqual(json(202, { id: 'kept' }));
    expect(JSON.stringify(item)).not.toMatch(/kept-key|kept-partner|kept-hash/);
    const days = (item?.expiration - Date.now() / 1000) / 86_400;
    expect(days).toBeGreaterThan(6.99);
    expect(days).toBeLessThan(7.01);
  });
});
