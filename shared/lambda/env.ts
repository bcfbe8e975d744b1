import * as z from 'zod/mini';

/** Reads and checks the function's environment at cold start: a missing name stops the deploy, not a request. */
export function env<Shape extends z.core.$ZodShape>(
  shape: Shape,
  source: NodeJS.ProcessEnv = process.env,
): z.infer<z.ZodMiniObject<Shape>> {
  const result = z.object(shape).safeParse(source);
  if (result.success) return result.data;
  const names = result.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new Error(`The environment lacks or has invalid: ${names}`);
}

/** A whole number in an environment variable. */
export const integer = z.pipe(z.string().check(z.regex(/^\d{1,9}$/)), z.transform(Number));
