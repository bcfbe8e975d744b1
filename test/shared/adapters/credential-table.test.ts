import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findCredential } from '#shared/adapters/find-credential.ts';
import type { FindCredential } from '#shared/domain/partners/authorize-caller.ts';
import { credentialTableContract, seededCredentials } from '../../contracts/credential-table.ts';
import { fakeCredentialTable } from '../../fakes/credential-table.ts';
import { aCredential } from '../../support/a-credential.ts';
import { startTables, type Tables } from '../../support/start-tables.ts';

let tables: Tables;
let find: FindCredential;
const put = (Item: object) => tables.documents.send(new PutCommand({ TableName: 'CredentialsTable', Item }));
beforeAll(async () => {
  tables = await startTables();
  find = findCredential(tables.documents, 'CredentialsTable');
  for (const credential of seededCredentials) await put(credential);
});
afterAll(() => tables?.stop());

const fake = fakeCredentialTable(...seededCredentials);
credentialTableContract('the fake', () => fake.find);
credentialTableContract('DynamoDB', () => find);

test.each([
  ['a hash that is none', { secretHash: '' }],
  ['a partner id that could pass for two', { partnerId: 'acme_globex' }],
])('a credential with %s lets nobody pass', async (_, over) => {
  await put({ ...aCredential(), ...over, keyId: 'brokenbroken2222' });
  await expect(find('brokenbroken2222')).rejects.toThrow();
});
