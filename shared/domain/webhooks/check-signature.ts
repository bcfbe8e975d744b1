import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Delivery } from './delivery.ts';
import type { QuarantineReason } from './quarantine-reason.ts';

/** The delivery is the sender's own, and this is the event in it. */
export interface Verified {
  eventId: string;
}

/** Standard Webhooks: the sender's clock and ours may differ by this much. */
const toleranceSeconds = 5 * 60;

/** While a sender changes its secret it sends one signature per secret. More than this many are not looked at. */
const maxSignatures = 10;

/**
 * Checks a delivery as Standard Webhooks asks: HMAC-SHA256 over `id.timestamp.body`, against each live secret, in
 * constant time. The library `standardwebhooks` signs for the tests and the sandbox, but cannot verify for us: it measures
 * the timestamp against its own clock only.
 *
 * We measure it against the moment at which the front door took the delivery, not against the present. An event that we
 * accepted must stay processable when a backlog, or a replay from the dead letters two weeks later, brings it back; and
 * a replay stamps SQS's own SentTimestamp anew. `receivedAt` comes as a message attribute that the gateway fills from
 * its own clock. Were someone to forge it, they could pass off an old, genuinely signed delivery as fresh. That gains
 * nothing: its event id has a record, and even past that record's life the declared moves never run in a circle, so an
 * event that was once judged can only be judged `already` or `refused` again.
 */
export function checkSignature(delivery: Delivery, secrets: readonly string[]): Verified | QuarantineReason {
  const { id, timestamp, signature, body, receivedAt } = delivery;
  if (!id || !timestamp || !signature) return 'missing-headers';
  if (!idPattern.test(id) || !timestampPattern.test(timestamp)) return 'malformed-headers';
  const given = signaturesIn(signature);
  const genuine = secrets.some((secret) => matchesAny(given, sign(secret, `${id}.${timestamp}.${body}`)));
  if (!genuine) return 'bad-signature';
  const skewSeconds = Math.abs(receivedAt / 1000 - Number(timestamp));
  return skewSeconds <= toleranceSeconds ? { eventId: id } : 'stale-timestamp';
}

/** Visible ASCII: the id becomes part of a table key. */
const idPattern = /^[!-~]{1,256}$/;
const timestampPattern = /^\d{1,12}$/;

/** `v1,<base64> v1,<base64>`; other versions are for other verifiers. */
function signaturesIn(header: string): Buffer[] {
  return header
    .split(' ', maxSignatures)
    .filter((part) => part.startsWith('v1,'))
    .map((part) => Buffer.from(part.slice(3), 'base64'));
}

function sign(secret: string, content: string): Buffer {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return createHmac('sha256', key).update(content, 'utf8').digest();
}

/** Compares with every signature, so that the time taken does not tell which one matched. */
function matchesAny(given: readonly Buffer[], expected: Buffer): boolean {
  return given.filter((each) => each.length === expected.length && timingSafeEqual(each, expected)).length > 0;
}
