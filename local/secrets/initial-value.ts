import { z } from 'zod';
import { generatePassword, passwordRules } from './generate-password.ts';

const generated = passwordRules.extend({
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().optional(),
});
const properties = z.object({ SecretString: z.string().optional(), GenerateSecretString: generated.optional() });

/** A secret's first value: given, generated, generated into a JSON template, or none. */
export function initialValue(declared: Record<string, unknown>): string | undefined {
  const { SecretString: given, GenerateSecretString: rules } = properties.parse(declared);
  if (given !== undefined || rules === undefined) return given;
  const password = generatePassword(rules);
  const { SecretStringTemplate: template, GenerateStringKey: key } = rules;
  if (template === undefined || key === undefined) return password;
  return JSON.stringify({ ...z.record(z.string(), z.unknown()).parse(JSON.parse(template)), [key]: password });
}
