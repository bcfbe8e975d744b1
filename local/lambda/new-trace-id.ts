import { randomUUID } from 'node:crypto';

/** An X-Ray trace header for a request that came without one (AWS: X-Ray concepts, tracing header). */
export function newTraceId(sampled: boolean): string {
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  return `Root=1-${seconds}-${randomHex(24)};Parent=${randomHex(16)};Sampled=${sampled ? 1 : 0}`;
}

/** From UUIDs, which Node makes from a pool: random bytes asked for one by one cost a tenth of a warm invocation. */
function randomHex(digits: number): string {
  return randomUUID().replaceAll('-', '').slice(-digits);
}
