import { createHash } from 'node:crypto';

/** What makes two requests the same request. */
export interface Scope {
  partnerId: string;
  /** The route key, e.g. `POST /v1/payments`. */
  route: string;
  /** The caller's Idempotency-Key; in a batch `<batchId>#<index>`. */
  key: string;
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const timeLength = 10;
const fingerprintLength = 16;
const fingerprintBytes = 10;

/** `pay_` and a ULID whose random part is the scope's fingerprint: sorts by time, and a retry finds what it made. */
export function paymentIdOf(scope: Scope, acceptedAtMs: number): string {
  return `pay_${crockford(BigInt(acceptedAtMs), timeLength)}${fingerprintOf(scope)}`;
}

/** 80 bits of SHA-256 over partner, route and key. */
export function fingerprintOf({ partnerId, route, key }: Scope): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([partnerId, route, key]))
    .digest();
  return crockford(BigInt(`0x${digest.subarray(0, fingerprintBytes).toString('hex')}`), fingerprintLength);
}

/** The fingerprint inside a payment id. */
export function fingerprintIn(paymentId: string): string {
  return paymentId.slice(-fingerprintLength);
}

/** A number from 0 to 31 that stays with the payment: its last digit. Payments are spread evenly over the numbers. */
export function slotIn(paymentId: string): number {
  return alphabet.indexOf(paymentId.slice(-1));
}

/** When the payment of this id was accepted, epoch milliseconds. */
export function acceptedAtMsIn(paymentId: string): number {
  const time = paymentId.slice('pay_'.length, 'pay_'.length + timeLength);
  return [...time].reduce((ms, digit) => ms * 32 + alphabet.indexOf(digit), 0);
}

const pattern = new RegExp(`^pay_[0-7][${alphabet}]{${timeLength + fingerprintLength - 1}}$`);

/** False for what cannot be a payment's id, so that nothing is looked up under it. */
export function isPaymentId(text: string): boolean {
  return pattern.test(text);
}

function crockford(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest >>= 5n) text = alphabet.charAt(Number(rest & 31n)) + text;
  return text;
}
