import { describe, expect, test } from '@jest/globals';
import type { Credential, FindCredential } from '#shared/domain/partners/authorize-caller.ts';
import { aCredential } from '../support/a-credential.ts';

export const seededCredentials = [
  aCredential(),
  aCredential({ keyId: 'revokedrevoked22', revokedAt: '2026-11-19T00:00:00.000Z', scopes: [] }),
];

/** What every credentials table does, once it holds `seededCredentials`. */
export function credentialTableContract(name: string, find: () => FindCredential): void {
  describe(`${name}, as a credentials table`, () => {
    test.each<Credential>(seededCredentials)('finds $keyId, whole', async (credential) => {
      expect(await find()(credential.keyId)).toEqual(credential);
    });

    test('finds nothing under a key that there is not', async () => {
      expect(await find()('aaaaaaaaaaaaaaaa')).toBeUndefined();
    });
  });
}
