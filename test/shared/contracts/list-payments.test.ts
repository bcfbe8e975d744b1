import { describe, expect, test } from '@jest/globals';
import { readListQuery } from '#shared/contracts/list-payments.ts';

const pointers = (query: Record<string, string>) => {
  try {
    readListQuery(query);
    return [];
  } catch (error) {
    return (error as { problems: { pointer: string }[] }).problems.map(({ pointer }) => pointer);
  }
};

describe('a list query', () => {
  test('may be absent: the first 20', () => expect(readListQuery(undefined)).toEqual({ limit: 20 }));

  test('may name a status, a limit and a cursor', () => {
    expect(readListQuery({ status: 'settled', limit: '100', cursor: 'c' })).toEqual({
      status: 'settled',
      limit: 100,
      cursor: 'c',
    });
  });

  test.each([
    ['key-1', 'key-1'],
    ['"with, comma"', 'with, comma'],
  ])('may name the idempotency key %s', (idempotencyKey, key) => {
    expect(readListQuery({ idempotencyKey, limit: '1' })).toEqual({ idempotencyKey: key, limit: 1 });
  });

  test.each(['', 'a b', '"open', 'one,two', 'k'.repeat(65)])('may not name %j as one', (idempotencyKey) =>
    expect(pointers({ idempotencyKey })).toEqual(['query/idempotencyKey']),
  );

  test('may not name a key together with a status or a cursor', () => {
    expect(pointers({ idempotencyKey: 'k', status: 'settled' })).toEqual(['query/status']);
    expect(pointers({ idempotencyKey: 'k', cursor: 'c' })).toEqual(['query/cursor']);
  });

  test.each(['0', '101', '-1', 'ten', '1e1', '', '1,2', '1.0', ' 1', '0x1', '1000'])(
    'may not have the limit %j',
    (limit) => expect(pointers({ limit })).toEqual(['query/limit']),
  );

  test.each(['done', '', 'settled,failed', 'Settled'])('may not ask for the status %j', (status) =>
    expect(pointers({ status })).toEqual(['query/status']),
  );

  test('names each parameter that there is not', () => {
    const query = JSON.parse('{"partnerId":"globex","__proto__":"x","limit":"5"}');
    expect(pointers(query).sort()).toEqual(['query/__proto__', 'query/partnerId']);
  });
});
