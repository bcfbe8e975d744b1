import { randomUUID } from 'node:crypto';

const wellFormed = /^Root=1-[0-9a-f]{8}-[0-9a-f]{24}(;|$)/;

/** The caller's trace, or a new one (AWS: X-Ray concepts, tracing header). HTTP APIs do not sample: that is up to the function. */
export function traceHeader(given: string | undefined, nowMs: number): string {
  if (given !== undefined && wellFormed.test(given)) return given;
  const seconds = Math.floor(nowMs / 1000)
    .toString(16)
    .padStart(8, '0');
  return `Root=1-${seconds}-${randomHex()}`;
}

/** 24 digits of a UUID: node makes those from a pool, which is faster than asking for random bytes. */
function randomHex(): string {
  const uuid = randomUUID();
  return `${uuid.slice(0, 8)}${uuid.slice(9, 13)}${uuid.slice(24)}`;
}
