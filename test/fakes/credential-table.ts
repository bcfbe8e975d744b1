import type { Credential, FindCredential } from '#shared/domain/partners/authorize-caller.ts';

/** The credentials table in memory, with a count of the lookups. */
export function fakeCredentialTable(...credentials: Credential[]) {
  const looked: string[] = [];
  const find: FindCredential = async (keyId) => {
    looked.push(keyId);
    return credentials.find((credential) => credential.keyId === keyId);
  };
  return { find, looked };
}
