import { describe, expect, test } from '@jest/globals';
import { type ListOf, readCursor, writeCursor } from '#shared/contracts/cursor.ts';

const id = 'pay_01KAGB5NKK7B6V0H5X2QW9MZ3T';
const acme: ListOf = { partnerId: 'acme' };
const refused = expect.objectContaining({ code: 'invalid-cursor' });
const read = (list: ListOf, cursor: string) => () => readCursor(list, cursor);

describe('a cursor', () => {
  test.each<ListOf>([acme, { partnerId: 'acme', status: 'settled' }])('of the list %p leads back into it', (list) => {
    expect(readCursor(list, writeCursor(list, id))).toBe(id);
  });

  test('tells a reader nothing at first sight and travels in a query unescaped', () => {
    expect(writeCursor(acme, id)).toMatch(/^[\w-]+$/);
    expect(writeCursor(acme, id)).not.toContain(id);
  });

  test.each<[string, ListOf]>([
    ['another partner', { partnerId: 'globex' }],
    ['another filter', { partnerId: 'acme', status: 'settled' }],
  ])('cannot be used by %s', (_, list) => {
    expect(read(list, writeCursor(acme, id))).toThrow(refused);
  });

  test('cannot leave the filter that it was made under', () => {
    expect(read(acme, writeCursor({ partnerId: 'acme', status: 'settled' }, id))).toThrow(refused);
  });

  test.each([
    ['nothing', ''],
    ['garbage', 'garbage'],
    ['4000 characters', 'A'.repeat(4000)],
    ['a bare id', Buffer.from(id).toString('base64url')],
    ['what is no id', writeCursor(acme, '../../x')],
    ['padding added', `${writeCursor(acme, id)}=`],
    ['a character added', `${writeCursor(acme, id)}A`],
  ])('is not %s', (_, cursor) => expect(read(acme, cursor)).toThrow(refused));
});
