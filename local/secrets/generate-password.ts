import { randomInt } from 'node:crypto';
import { z } from 'zod';

/** `GenerateSecretString` of AWS::SecretsManager::Secret, with the defaults that AWS gives. */
export const passwordRules = z.object({
  ExcludeCharacters: z.string().default(''),
  ExcludeLowercase: z.boolean().default(false),
  ExcludeNumbers: z.boolean().default(false),
  ExcludePunctuation: z.boolean().default(false),
  ExcludeUppercase: z.boolean().default(false),
  IncludeSpace: z.boolean().default(false),
  PasswordLength: z.coerce.number().int().min(1).max(4096).default(32),
  RequireEachIncludedType: z.boolean().default(true),
});

/** A random password with at least one character of each included type, unless the rules say otherwise. */
export function generatePassword(rules: z.infer<typeof passwordRules>): string {
  const types = includedTypes(rules);
  const required = rules.RequireEachIncludedType ? types.slice(0, rules.PasswordLength).map(pick) : [];
  const all = types.join('');
  const rest = Array.from({ length: rules.PasswordLength - required.length }, () => pick(all));
  return shuffle([...required, ...rest]).join('');
}

function includedTypes(rules: z.infer<typeof passwordRules>): string[] {
  const types = [
    rules.ExcludeLowercase ? '' : 'abcdefghijklmnopqrstuvwxyz',
    rules.ExcludeUppercase ? '' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    rules.ExcludeNumbers ? '' : '0123456789',
    rules.ExcludePunctuation ? '' : '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
    rules.IncludeSpace ? ' ' : '',
  ];
  const excluded = new Set(rules.ExcludeCharacters);
  const left = types.map((type) => [...type].filter((character) => !excluded.has(character)).join(''));
  return left.filter((type) => type !== '');
}

function pick(characters: string): string {
  return characters.charAt(randomInt(characters.length));
}

function shuffle(characters: string[]): string[] {
  for (let last = characters.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1);
    [characters[last], characters[other]] = [characters[other] ?? '', characters[last] ?? ''];
  }
  return characters;
}
