import { describe, expect, test } from '@jest/globals';
import { readApiKey, secretMatches } from '#shared/domain/partners/api-key.ts';
import { authorizeCaller } from '#shared/domain/partners/authorize-caller.ts';
import { authorizedRoutes, scopeOf } from '#shared/domain/route-scopes.ts';
import { fakeCredentialTable } from '../../../fakes/credential-table.ts';
import { aCredential, bearer, keyId, secret } from '../../../support/a-credential.ts';

const route = 'POST /v1/payments';
const authorize = (header: string | undefined, routeKey = route, ...credentials: ReturnType<typeof aCredential>[]) =>
  authorizeCaller(fakeCredentialTable(...(credentials.length ? credentials : [aCredential()])).find)(header, routeKey);

describe('authorizing a caller', () => {
  test('lets the bearer of a key pass', async () => {
    expect(await authorize(bearer)).toEqual({ allowed: true, credential: aCredential() });
  });

  test.each(authorizedRoutes)('%s asks for its scope and no other', async (routeKey) => {
    const scope = scopeOf(routeKey) ?? '';
    expect(scope).toBe(routeKey.startsWith('GET ') ? 'payments:read' : 'payments:write');
    expect((await authorize(bearer, routeKey, aCredential({ scopes: [scope] }))).allowed).toBe(true);
    const other = scope === 'payments:read' ? 'payments:write' : 'payments:read';
    expect(await authorize(bearer, routeKey, aCredential({ scopes: [other, `${scope}:x`, '*'] }))).toMatchObject({
      allowed: false,
      reason: 'missing-scope',
    });
  });

  test.each(['GET /health', 'DELETE /v1/payments', '$default', '__proto__', 'constructor', ''])(
    'nobody passes the route %j, which asks for no scope that there is',
    async (routeKey) => {
      expect((await authorize(bearer, routeKey)).allowed).toBe(false);
    },
  );

  test.each([
    ['the last character', bearer.replace(/C$/, 'D')],
    ['a swapped pair', bearer.replace('pK', 'Kp')],
  ])('a secret that differs in %s is refused', async (_, header) => {
    expect(await authorize(header)).toEqual({ allowed: false, reason: 'wrong-secret', keyId });
  });

  test('a revoked key is refused', async () => {
    expect(await authorize(bearer, route, aCredential({ revokedAt: '2026-11-20T00:00:00.000Z' }))).toMatchObject({
      allowed: false,
      reason: 'revoked',
    });
  });

  test('a key that there is not is refused', async () => {
    expect(await authorize(bearer, route, aCredential({ keyId: 'aaaaaaaaaaaaaaaa' }))).toMatchObject({
      reason: 'unknown-key',
    });
  });

  test.each([
    undefined,
    '',
    'Bearer ',
    'Bearer null',
    secret,
    bearer.replace('Bearer ', ''),
    bearer.replace('Bearer', 'Basic'),
    `${bearer}x`,
    bearer.slice(0, -1),
    `${bearer}, ${bearer}`,
    bearer.replace(keyId, keyId.toUpperCase()),
    bearer.replace(keyId, `${keyId}a`),
    bearer.replace('slk_', 'sk_'),
    `${bearer}\n`,
  ])('%j is no key and costs no lookup', async (header) => {
    const { find, looked } = fakeCredentialTable(aCredential());
    expect(await authorizeCaller(find)(header, route)).toEqual({ allowed: false, reason: 'malformed' });
    expect(looked).toEqual([]);
  });

  test('a call costs one lookup', async () => {
    const { find, looked } = fakeCredentialTable(aCredential());
    await authorizeCaller(find)(bearer, route);
    expect(looked).toEqual([keyId]);
  });

  test('a lookup that fails is no answer', async () => {
    const broken = authorizeCaller(async () => Promise.reject(new Error('table down')));
    await expect(broken(bearer, route)).rejects.toThrow('table down');
  });
});

describe('an API key', () => {
  test.each(['Bearer', 'bearer', 'BEARER'])('may come under the scheme written as %s', (scheme) => {
    expect(readApiKey(bearer.replace('Bearer', scheme))).toEqual({ keyId, secret });
  });

  test('is split at its first two underscores: the secret may hold more', () => {
    const underscored = `_${'-_'.repeat(21)}`;
    expect(readApiKey(`Bearer slk_${keyId}_${underscored}`)).toEqual({ keyId, secret: underscored });
  });

  test('is matched by no hash but that of its secret', () => {
    expect(secretMatches(secret, aCredential().secretHash)).toBe(true);
    for (const hash of ['', '00', 'zz'.repeat(32), aCredential().secretHash.slice(2)]) {
      expect(secretMatches(secret, hash)).toBe(false);
    }
  });
});
