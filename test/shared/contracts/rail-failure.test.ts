import { expect, test } from '@jest/globals';
import { failureOf } from '#shared/contracts/rail-failure.ts';

test('a reason is kept as it was given', () => {
  const given = { code: 'account-closed', message: 'Das Konto wurde aufgelöst. 🙁' };
  expect(failureOf(given)).toEqual(given);
});

test.each([
  ['none', {}],
  ['empty', { code: '', message: '' }],
])('a reason that is %s is no hindrance', (_, given) => {
  expect(failureOf(given)).toEqual({ code: 'unspecified', message: 'The rail gave no reason.' });
});

test.each([
  ['half a character', '\ud83d'],
  ['a character that the cut would halve', `${'x'.repeat(499)}🙁`],
])('a reason with %s becomes one that can be stored', (_, message) => {
  const { message: kept } = failureOf({ message });
  expect(kept.isWellFormed()).toBe(true);
  expect(kept.length).toBeLessThanOrEqual(500);
});
