import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readCreatePayment } from '#shared/contracts/create-payment.ts';
import { currencies } from '#shared/contracts/currencies.ts';
import { DomainError } from '#shared/domain/errors.ts';
import { aRequest } from '../../support/a-payment.ts';

function problemsOf(body: unknown): Record<string, string> {
  try {
    readCreatePayment(body);
    return {};
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'invalid-request') throw error;
    return Object.fromEntries((error.problems ?? []).map(({ pointer, detail }) => [pointer, detail]));
  }
}

const pointers = (over: object) => Object.keys(problemsOf({ ...aRequest(), ...over }));
const creditor = (over: object) => ({ creditor: { ...aRequest().creditor, ...over } });
const amount = (over: object) => ({ amount: { ...aRequest().amount, ...over } });

describe('a payment request', () => {
  test('that is right is taken as it is', () => {
    expect(readCreatePayment(aRequest())).toEqual(aRequest());
  });

  test('needs no metadata', () => {
    const { metadata: _, ...rest } = aRequest();
    expect(readCreatePayment(rest)).toEqual({ ...rest, metadata: {} });
  });

  test.each([[null], [[]], ['pay'], [42], [undefined]])('is not %p', (body) => {
    expect(Object.keys(problemsOf(body))).toEqual(['']);
  });

  test('says of each field that is missing that it is required', () => {
    expect(problemsOf({})).toEqual({ '/amount': 'Required.', '/creditor': 'Required.', '/reference': 'Required.' });
  });

  test('names each unknown field by a JSON Pointer', () => {
    const body = { ...aRequest(), urgent: true, 'a/b~c': 1, ...amount({ scale: 2 }) };
    const noSuchField = 'No such field. Remove it.';
    expect(problemsOf(body)).toEqual({ '/urgent': noSuchField, '/a~1b~0c': noSuchField, '/amount/scale': noSuchField });
  });

  test('is told of 20 problems at most', () => {
    const junk = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`field-${n}`, n]));
    expect(pointers(junk)).toHaveLength(20);
  });

  test('no problem repeats what was sent', () => {
    const secret = 'hunter2';
    const body = {
      amount: { value: secret, currency: secret },
      creditor: { name: 7, iban: secret },
      reference: [secret],
    };
    expect(JSON.stringify(problemsOf(body))).not.toContain(secret);
  });
});

describe('an amount', () => {
  test.each([1, 12_500, 999_999_999_999])('may be %p', (value) => expect(pointers(amount({ value }))).toEqual([]));

  test.each([0, -1, 1.5, 1_000_000_000_000, Number.POSITIVE_INFINITY, Number.NaN, '100', true, null, [1]])(
    'may not be %p',
    (value) => expect(pointers(amount({ value }))).toEqual(['/amount/value']),
  );

  test.each(['EUR', 'JPY', 'XCG', 'ZWG', 'VED'])('may be in %s', (currency) =>
    expect(pointers(amount({ currency }))).toEqual([]),
  );

  test.each(['eur', 'EURO', 'ZZZ', '', 'DEM', 'HRK', 'BGN', 'XAU', 'XTS', 'XXX', '978', 978])(
    'may not be in %p',
    (currency) => expect(pointers(amount({ currency }))).toEqual(['/amount/currency']),
  );

  test('the currencies are codes that the runtime knows too, but for VED', () => {
    const known = new Set(Intl.supportedValuesOf('currency'));
    expect([...currencies].filter((code) => !known.has(code))).toEqual(['VED']);
    expect(currencies.size).toBe(155);
  });
});

describe('a creditor', () => {
  test('may give the IBAN as it is printed; it is kept without spaces', () => {
    const request = readCreatePayment({ ...aRequest(), ...creditor({ iban: 'GB29 NWBK 6016 1331 9268 19' }) });
    expect(request.creditor.iban).toBe('GB29NWBK60161331926819');
  });

  test.each([
    ['wrong check digits', 'DE88370400440532013000'],
    ['a country without IBANs', 'US89370400440532013000'],
    ['too few digits', 'DE8937040044053201300'],
    ['small letters', 'de89370400440532013000'],
    ['dashes', 'DE89-3704-0044-0532-0130-00'],
    ['a NUL', 'DE8937040044053201300\0'],
    ['a text of a megabyte', `DE${'8'.repeat(1_000_000)}`],
    ['nothing', ''],
    ['a number', 89],
  ])('may not have an IBAN with %s', (_, iban) => expect(pointers(creditor({ iban }))).toEqual(['/creditor/iban']));

  test.each(['Ada', 'Ærøskøbing Röd & Söhne', '株式会社', "O'Brien 👩‍🚀", '𝒜'.repeat(140)])(
    'may be called %s',
    (name) => expect(pointers(creditor({ name }))).toEqual([]),
  );

  test.each([
    ['nothing', ''],
    ['only spaces', '   '],
    ['141 characters', 'x'.repeat(141)],
    ['a NUL', 'a\0b'],
    ['a line break', 'a\nb'],
    ['an escape', 'a\u001b[31m'],
    ['DEL', 'a\u007f'],
    ['a C1 control', 'a\u0085b'],
    ['a line separator', 'a\u2028b'],
    ['a lone surrogate', 'a\ud800'],
    ['bytes that were no UTF-8', 'a\ufffd'],
  ])('may not be called %s', (_, name) => expect(pointers(creditor({ name }))).toEqual(['/creditor/name']));
});

describe('metadata', () => {
  const pairs = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, 'v']));

  test('may have 20 pairs, long keys and values, and empty values', () => {
    expect(pointers({ metadata: pairs(20) })).toEqual([]);
    expect(pointers({ metadata: { [`A-z0_.${'k'.repeat(33)}`]: 'v'.repeat(500), empty: '' } })).toEqual([]);
  });

  test.each([
    ['21 pairs', pairs(21), '/metadata'],
    ['a number', { order: 1 }, '/metadata/order'],
    ['an object', { order: {} }, '/metadata/order'],
    ['501 characters', { order: 'x'.repeat(501) }, '/metadata/order'],
    ['a control character', { order: 'a\u0007' }, '/metadata/order'],
    ['a key with a space', { 'my order': 'v' }, '/metadata/my order'],
    ['a key of 41 characters', { ['k'.repeat(41)]: 'v' }, `/metadata/${'k'.repeat(41)}`],
    ['an empty key', { '': 'v' }, '/metadata/'],
    ['a list', ['v'], '/metadata'],
    ['null', null, '/metadata'],
  ])('may not be %s', (_, metadata, pointer) => expect(pointers({ metadata })).toEqual([pointer]));
});

test('whatever JSON is sent is taken or refused by name, and never breaks the contract', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (body) => {
      const problems = problemsOf(body);
      expect(Object.keys(problems).length).toBeGreaterThan(0);
    }),
  );
});
