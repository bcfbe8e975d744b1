import { scopeOf } from '../route-scopes.ts';
import { readApiKey, secretMatches } from './api-key.ts';

/** What is kept of an API key. */
export interface Credential {
  keyId: string;
  partnerId: string;
  name: string;
  /** Hexadecimal SHA-256 of the secret. */
  secretHash: string;
  scopes: string[];
  createdAt: string;
  revokedAt?: string;
}

export type FindCredential = (keyId: string) => Promise<Credential | undefined>;

export type Denial = 'malformed' | 'unknown-key' | 'wrong-secret' | 'revoked' | 'missing-scope';

export type Authorization =
  | { allowed: true; credential: Credential }
  | { allowed: false; reason: Denial; keyId?: string };

/** Says whether the bearer of a key may pass a route. What is not a key costs no lookup; a revoked one stays refused. */
export function authorizeCaller(find: FindCredential) {
  return async (header: string | undefined, routeKey: string): Promise<Authorization> => {
    const key = readApiKey(header);
    if (!key) return { allowed: false, reason: 'malformed' };
    const credential = await find(key.keyId);
    const reason = denialOf(credential, key.secret, routeKey);
    if (reason || !credential) return { allowed: false, reason: reason ?? 'unknown-key', keyId: key.keyId };
    return { allowed: true, credential };
  };
}

function denialOf(credential: Credential | undefined, secret: string, routeKey: string): Denial | undefined {
  if (!credential) return 'unknown-key';
  if (!secretMatches(secret, credential.secretHash)) return 'wrong-secret';
  if (credential.revokedAt !== undefined) return 'revoked';
  const scope = scopeOf(routeKey);
  return scope && credential.scopes.includes(scope) ? undefined : 'missing-scope';
}
