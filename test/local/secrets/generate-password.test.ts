import { expect, test } from '@jest/globals';
import { generatePassword, passwordRules } from '../../../local/secrets/generate-password.ts';
import { initialValue } from '../../../local/secrets/initial-value.ts';

const generate = (rules: object) => generatePassword(passwordRules.parse(rules));

test('a password has 32 characters, of all four types, unless told otherwise', () => {
  const password = generate({});
  expect(password).toHaveLength(32);
  for (const type of [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9 ]/]) expect(password).toMatch(type);
});

test('each included type is there even in the shortest password that can hold them', () => {
  for (let attempt = 0; attempt < 50; attempt += 1)
    expect(generate({ PasswordLength: 3, ExcludePunctuation: true })).toMatch(
      /^(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9]).{3}$/,
    );
});

test('what is excluded is not there', () => {
  const rules = { PasswordLength: 500, ExcludeUppercase: true, ExcludeNumbers: true, ExcludePunctuation: true };
  expect(generate({ ...rules, ExcludeCharacters: 'abc' })).toMatch(/^[d-z]{500}$/);
});

test('two passwords differ', () => {
  expect(generate({})).not.toBe(generate({}));
});

test('a template takes the password under the key', () => {
  const value = initialValue({
    GenerateSecretString: {
      SecretStringTemplate: '{"user":"admin"}',
      GenerateStringKey: 'password',
      PasswordLength: 20,
    },
  });
  expect(JSON.parse(value ?? '')).toEqual({ user: 'admin', password: expect.stringMatching(/^.{20}$/) });
});
