import { randomUUID } from 'node:crypto';

const wellFormed = /^Root=1-[0-9a-f]{8}-[0-9a-f]{24}(;|$)/;

/** The caller's trace, or a new one (AWS: X-Ray concepts, tracing header). HTTP APIs do not sample: that is up to the function. */
export function traceHeader(given: string | undefined, nowMs: number): string {
  if (given !== undefined && wellFormed.test(given)) return given;
  const seconds = Math.floor(nowMs / 1000)
    .toString(16)
    .padStart(8, '0');
  return `Root=1-${seconds}-${randomUUID().replaceAll('-', '').slice(0, 24)}`;
}
