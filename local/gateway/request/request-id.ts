import { randomFillSync } from 'node:crypto';

const bytesPerId = 11;
const pool = Buffer.alloc(bytesPerId * 512);
let used = pool.length;

/** In the form of API Gateway's own, e.g. `JKJaXmPLvHcESHA=`. */
export function newRequestId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytesPerId;
  return `${pool.toString('base64url', used - bytesPerId, used)}=`;
}
