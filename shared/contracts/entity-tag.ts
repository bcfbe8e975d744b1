import { createHash } from 'node:crypto';

/** A strong entity tag of a JSON representation: it changes with any byte, also when a release words it otherwise. */
export function entityTagOf(representation: unknown): string {
  const digest = createHash('sha256').update(JSON.stringify(representation)).digest('base64url');
  return `"${digest.slice(0, 22)}"`;
}

/** Whether If-None-Match names the tag: a list, weak or strong, or `*` for any (RFC 9110, 13.1.2: weak comparison). */
export function matchesEntityTag(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return Array.from(ifNoneMatch.matchAll(/"[^"]*"/g), ([each]) => each).includes(tag);
}
