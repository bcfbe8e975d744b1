import type { z } from 'zod';
import type { Input } from '../aws-api/service.ts';
import { AwsError } from '../aws-error.ts';

/** The typed input of an operation, or a ValidationException in the words of AWS: constraints come before all else. */
export function readInput<Schema extends z.ZodType>(schema: Schema, input: Input): z.infer<Schema> {
  const { success, data, error } = schema.safeParse(input);
  if (success) return data;
  const [issue] = error.issues;
  const field = issue?.path.join('.') ?? '';
  const value = input[field];
  const shown = value === undefined ? 'Value null' : String(value).length > 1024 ? 'Value' : `Value '${String(value)}'`;
  const constraint = value === undefined ? 'Member must not be null' : issue?.message;
  throw new AwsError(
    'ValidationException',
    `1 validation error detected: ${shown} at '${field}' failed to satisfy constraint: ${constraint}`,
  );
}
