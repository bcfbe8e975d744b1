import type { z } from 'zod';
import { AwsError } from '../aws-error.ts';
import type { Input } from './service.ts';

/** The typed input of an operation. SDK clients send no other shape; whoever does is told which field is wrong. */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: Input,
  code = 'InvalidParameterValue',
): z.infer<Schema> {
  const { success, data, error } = schema.safeParse(input);
  if (success) return data;
  const [issue] = error.issues;
  throw new AwsError(code, `Value for parameter ${issue?.path.join('.')} is invalid. ${issue?.message}`);
}
