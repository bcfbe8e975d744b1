import type * as z from 'zod/mini';
import { DomainError, type Problem } from '../domain/errors.ts';
import { describeIssue } from './describe-issue.ts';
import { pointerTo } from './pointer.ts';

/** Enough to mend a request by; a hostile one must not choose the size of its answer. (`pointerTo` bounds each.) */
const maxProblems = 20;

/**
 * Checks what came from outside.
 * @param place where the value was, when that is not the body: `query` gives `query/limit`
 * @throws DomainError invalid-request that names each problem
 */
export function readContract<Schema extends z.ZodMiniType>(
  schema: Schema,
  value: unknown,
  place = '',
): z.output<Schema> {
  const result = schema.safeParse(value, { error: describeIssue });
  if (result.success) return result.data;
  const problems = result.error.issues
    .flatMap(problemsOf)
    .map((problem) => ({ ...problem, pointer: place + problem.pointer }));
  throw new DomainError('invalid-request', summary(problems.length), { problems: problems.slice(0, maxProblems) });
}

/** One per unknown field; one for anything else. */
function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  const names = issue.code === 'unrecognized_keys' ? issue.keys : [];
  if (names.length === 0) return [{ pointer: pointerTo(issue.path), detail: issue.message }];
  return names.map((name) => ({ pointer: pointerTo([...issue.path, name]), detail: issue.message }));
}

function summary(count: number): string {
  return count === 1 ? 'One problem, see errors.' : `${count} problems, see errors.`;
}
