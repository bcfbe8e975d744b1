import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares digests, which are of equal length whatever was given, in constant time. */
export function isBearer(authorization: string | undefined, keys: readonly string[]): boolean {
  const given = digest(authorization ?? '');
  return keys.filter((key) => timingSafeEqual(given, digest(`Bearer ${key}`))).length > 0;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
