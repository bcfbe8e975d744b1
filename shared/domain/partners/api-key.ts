import { Buffer } from 'node:buffer';
import { createHash, timingSafeEqual } from 'node:crypto';

/** An API key: `slk_<keyId>_<secret>`. The id finds the credential, the 256-bit secret proves it. */
export interface ApiKey {
  /** 16 characters of lower-case base32. */
  keyId: string;
  /** 43 characters of base64url, which may hold `_`. */
  secret: string;
}

/** The scheme in any case (RFC 9110, 11.1), the key as it was given out. */
const bearer = /^(?i:bearer) slk_(?<keyId>[a-z2-7]{16})_(?<secret>[\w-]{43})$/;

/** Undefined when the header holds no key of ours. */
export function readApiKey(authorization: string | undefined): ApiKey | undefined {
  const { keyId, secret } = bearer.exec(authorization ?? '')?.groups ?? {};
  return keyId && secret ? { keyId, secret } : undefined;
}

/** A secret of 256 random bits needs no slow hash: there is nothing to guess. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Takes the same time whatever differs. */
export function secretMatches(secret: string, secretHash: string): boolean {
  const given = Buffer.from(hashSecret(secret), 'hex');
  const kept = Buffer.from(secretHash, 'hex');
  return given.length === kept.length && timingSafeEqual(given, kept);
}
