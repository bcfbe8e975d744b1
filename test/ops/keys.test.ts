import { readFileSync } from 'node:fs';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { findCredential } from '#shared/adapters/find-credential.ts';
import { authorizeCaller } from '#shared/domain/partners/authorize-caller.ts';
import { type Credentials, createPartner, readScopes } from '../../ops/actions/create-partner.ts';
import { listKeys } from '../../ops/actions/list-keys.ts';
import { readKeyId, revokeKey } from '../../ops/actions/revoke-key.ts';
import { keysRevoke } from '../../ops/cli/commands/partners.ts';
import { type Deployment, startDeployment } from './start-deployment.ts';

let it: Deployment;
let credentials: Credentials;
beforeEach(async () => {
  it = await startDeployment();
  credentials = { documents: it.target.documents, table: it.id('CredentialsTable') };
});
afterEach(() => it.stop());

const acme = { partnerId: 'acme', name: 'Acme', scopes: ['payments:read' as const] };

test('a new key opens the routes of its scopes, and no others', async () => {
  const { apiKey, keyId } = await createPartner(credentials, acme);
  const authorize = authorizeCaller(findCredential(credentials.documents, credentials.table));
  expect(await authorize(`Bearer ${apiKey}`, 'GET /v1/payments')).toMatchObject({
    allowed: true,
    credential: { partnerId: 'acme', keyId },
  });
  expect(await authorize(`Bearer ${apiKey}`, 'POST /v1/payments')).toMatchObject({ reason: 'missing-scope' });
});

test('the secret of a key is stored nowhere', async () => {
  const { apiKey } = await createPartner(credentials, acme);
  const { Items } = await credentials.documents.send(new ScanCommand({ TableName: credentials.table }));
  expect(Items).toHaveLength(1);
  expect(JSON.stringify(Items)).not.toContain(apiKey.slice('slk_'.length + 17));
});

test('a partner that is there gets one more key, and the first one still opens', async () => {
  const keys = [await createPartner(credentials, acme), await createPartner(credentials, acme)];
  const authorize = authorizeCaller(findCredential(credentials.documents, credentials.table));
  for (const { apiKey } of keys) {
    expect(await authorize(`Bearer ${apiKey}`, 'GET /v1/payments')).toMatchObject({ allowed: true });
  }
});

test.each(['', 'ab', 'a'.repeat(31), 'Acme', 'acme_1', 'acme.1', 'acme corp', 'äcme'])(
  '%j is no partner id, and no key is made',
  async (partnerId) => {
    await expect(createPartner(credentials, { ...acme, partnerId })).rejects.toThrow(
      `"${partnerId}" is no partner id: 3 to 30 of a-z, 0-9 and -.`,
    );
    expect(await listKeys(credentials)).toEqual([]);
  },
);

test.each(['', ' ', 'Acme\nGlobex', 'Acme\u001b[2J', 'x'.repeat(101)])(
  '%j is no name for a partner, and no key is made',
  async (name) => {
    await expect(createPartner(credentials, { ...acme, name })).rejects.toThrow(/^A partner's name has 1 to 100/);
    expect(await listKeys(credentials)).toEqual([]);
  },
);

test('keys are listed by partner, without what proves them', async () => {
  const globex = await createPartner(credentials, { ...acme, partnerId: 'globex' });
  const first = await createPartner(credentials, acme);
  const second = await createPartner(credentials, acme);
  const keys = await listKeys(credentials);
  expect(keys.map(({ partnerId }) => partnerId)).toEqual(['acme', 'acme', 'globex']);
  expect(keys.map(({ keyId }) => keyId).sort()).toEqual([globex, first, second].map(({ keyId }) => keyId).sort());
  expect(JSON.stringify(keys)).not.toContain('secretHash');
});

test('a revoked key opens nothing any more, and keeps the time of its first revocation', async () => {
  const { apiKey, keyId } = await createPartner(credentials, acme);
  await revokeKey(credentials, keyId);
  const [before] = await listKeys(credentials);
  await revokeKey(credentials, keyId);
  expect(await listKeys(credentials)).toEqual([before]);
  expect(before?.revokedAt).toMatch(/^\d{4}-.*Z$/);
  const authorize = authorizeCaller(findCredential(credentials.documents, credentials.table));
  expect(await authorize(`Bearer ${apiKey}`, 'GET /v1/payments')).toMatchObject({ reason: 'revoked' });
});

test('a whole key that somebody found is revoked by its id, and its secret is not repeated', async () => {
  const { apiKey, keyId } = await createPartner(credentials, acme);
  const { text } = await keysRevoke.run(it.target, { argument: apiKey, options: {}, progress: () => {} });
  expect((await listKeys(credentials))[0]?.revokedAt).toBeDefined();
  const [, seconds] = /resultTtlInSeconds: (\d+)/.exec(readFileSync('serverless.yml', 'utf8')) ?? [];
  expect(text).toContain(`Key ${keyId} is revoked.`);
  expect(text).toContain(`for up to ${seconds} s more`);
  expect(text).not.toContain(apiKey.slice(21));
});

test('a key id is read from itself, from a whole key or from the part of one, and nothing else is taken for one', () => {
  const id = 'abcdefghijklmn27';
  for (const text of [id, `slk_${id}`, `slk_${id}_se_cret`]) expect(readKeyId(text)).toBe(id);
  for (const text of ['', 'slk_', id.slice(1), `${id}a`, id.toUpperCase(), `slk_${id.slice(1)}_secret`])
    expect(() => readKeyId(text)).toThrow(/^That is no key id: 16 of a-z and 2-7, as in slk_<key id>_<secret>\. /);
});

test('a key that is not there cannot be revoked, and none comes into being', async () => {
  await expect(revokeKey(credentials, 'aaaaaaaaaaaaaaaa')).rejects.toThrow(/^There is no key aaaaaaaaaaaaaaaa\./);
  expect(await listKeys(credentials)).toEqual([]);
});

test('scopes are read from words with commas or spaces between them; an unknown one is named with what there is', () => {
  expect(readScopes('payments:write, payments:read')).toEqual(['payments:read', 'payments:write']);
  const known = 'The scopes are: payments:read, payments:write.';
  expect(() => readScopes('payments:read,admin')).toThrow(`"admin" is no scope. ${known}`);
  expect(() => readScopes(' ')).toThrow(known);
});
