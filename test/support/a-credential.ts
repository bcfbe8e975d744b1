import { hashSecret } from '#shared/domain/partners/api-key.ts';
import type { Credential } from '#shared/domain/partners/authorize-caller.ts';

export const keyId = 'mfrggzdfmztwq2lk';
export const secret = 'pK3v0Y-5cF2bq_7TnXw1LrD8sZ6uGhJ4mEaQyViBt9C';
export const bearer = `Bearer slk_${keyId}_${secret}`;

/** The credential of the API key in events/*.json. */
export function aCredential(over: Partial<Credential> = {}): Credential {
  return {
    keyId,
    partnerId: 'acme',
    name: 'production',
    secretHash: hashSecret(secret),
    scopes: ['payments:read', 'payments:write'],
    createdAt: '2026-11-01T00:00:00.000Z',
    ...over,
  };
}
