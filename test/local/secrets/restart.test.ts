import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startSecrets } from '../../../local/secrets/start-secrets.ts';
import { stackOf } from '../aws-api/serve-stack.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'secrets-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const stack = stackOf({
  Key: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'key', GenerateSecretString: {} } },
});

async function start(folder?: string) {
  const { service } = await startSecrets({ stack, dataDir: folder });
  return (operation: string, input = {}) => service.call(operation, { SecretId: 'key', ...input }, { requestId: 'r' });
}

test('values and stages survive a restart, in a file that only its owner can read', async () => {
  const first = await start(dataDir);
  await first('PutSecretValue', { SecretString: 'new' });
  const second = await start(dataDir);
  for (const VersionStage of ['AWSCURRENT', 'AWSPREVIOUS'])
    expect(await second('GetSecretValue', { VersionStage })).toEqual(await first('GetSecretValue', { VersionStage }));
  expect((await stat(join(dataDir, 'secrets.json'))).mode & 0o777).toBe(0o600);
});

test('without a data folder each start makes a new value', async () => {
  const [first, second] = [await start(), await start()];
  expect(await first('GetSecretValue')).not.toEqual(await second('GetSecretValue'));
});
