import type * as z from 'zod/mini';

/** Says what to do about an issue, never what was sent. A schema's own message wins over this. */
export function describeIssue(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return 'No such field. Remove it.';
    case 'invalid_key':
      return 'The name does not have the allowed form.';
    case 'invalid_type':
      return issue.input === undefined ? 'Required.' : `Must be ${article(issue.expected)}.`;
    case 'invalid_value':
      return `Must be one of: ${issue.values.join(', ')}.`;
    case 'too_small':
      return `Must ${verb(issue.origin)} at least ${issue.minimum}${unit(issue.origin)}.`;
    case 'too_big':
      return `Must ${verb(issue.origin)} at most ${issue.maximum}${unit(issue.origin)}.`;
    default:
      return 'Does not have the allowed form.';
  }
}

function article(expected: string): string {
  if (expected === 'int') return 'a whole number';
  if (expected === 'record') return 'an object';
  return /^[aeiou]/.test(expected) ? `an ${expected}` : `a ${expected}`;
}

/** Numbers are so much, texts and lists have so many. */
function verb(origin: string): string {
  return unit(origin) ? 'have' : 'be';
}

function unit(origin: string): string {
  if (origin === 'string') return ' character(s)';
  return origin === 'array' ? ' item(s)' : '';
}
