import { z } from 'zod';
import { AwsError } from '../aws-error.ts';

/** What every listing takes. A page holds 100 unless asked for otherwise (AWS: Step Functions API). */
export const paging = {
  maxResults: z.int().min(0, atLeast(0)).max(1000, 'Member must have value less than or equal to 1000').optional(),
  nextToken: z.string().optional(),
};

export interface Page<T> {
  items: T[];
  nextToken?: string;
}

/** `keyOf` orders the items, ever upwards: a token names the last key that was given, so new items shift nothing. */
export function pageOf<T>(
  items: readonly T[],
  keyOf: (item: T) => number,
  { maxResults, nextToken }: { maxResults?: number | undefined; nextToken?: string | undefined },
): Page<T> {
  const after = nextToken === undefined ? Number.NEGATIVE_INFINITY : readToken(nextToken);
  const rest = items.filter((item) => keyOf(item) > after);
  const page = rest.slice(0, maxResults || 100);
  const last = page.at(-1);
  return page.length < rest.length && last !== undefined
    ? { items: page, nextToken: Buffer.from(String(keyOf(last))).toString('base64url') }
    : { items: page };
}

function readToken(token: string): number {
  const text = Buffer.from(token, 'base64url').toString();
  if (/^-?\d+$/.test(text)) return Number(text);
  throw new AwsError('InvalidToken', `Invalid Token: 'Invalid token'`);
}

function atLeast(value: number): string {
  return `Member must have value greater than or equal to ${value}`;
}
