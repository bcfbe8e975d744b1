import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startSecrets } from '../../../local/secrets/start-secrets.ts';
import { roleAllowing, serveStack } from '../aws-api/serve-stack.ts';

const resources = {
  Key: {
    Type: 'AWS::SecretsManager::Secret',
    Properties: {
      Name: 'app/key',
      Description: 'A key',
      GenerateSecretString: { PasswordLength: 44, ExcludePunctuation: true },
    },
  },
  Other: { Type: 'AWS::SecretsManager::Secret', Properties: { SecretString: 'given' } },
  Empty: { Type: 'AWS::SecretsManager::Secret' },
  Reader: roleAllowing({ Action: 'secretsmanager:GetSecretValue', Resource: { Ref: 'Key' } }),
};

let it: Awaited<ReturnType<typeof serveStack>>;
let secrets: SecretsManagerClient;
beforeEach(async () => {
  it = await serveStack(resources, (stack) => startSecrets({ stack }));
  secrets = new SecretsManagerClient(it.client());
});
afterEach(async () => {
  secrets.destroy();
  await it.stop();
});

const get = (SecretId: string, version: { VersionId?: string; VersionStage?: string } = {}) =>
  secrets.send(new GetSecretValueCommand({ SecretId, ...version }));
const put = (SecretString: string, options: { ClientRequestToken?: string; VersionStages?: string[] } = {}) =>
  secrets.send(new PutSecretValueCommand({ SecretId: 'app/key', SecretString, ...options }));

describe('a new secret', () => {
  test('has the generated value that the template describes', async () => {
    const { SecretString, VersionStages, CreatedDate } = await get('app/key');
    expect(SecretString).toMatch(/^[A-Za-z0-9]{44}$/);
    expect(VersionStages).toEqual(['AWSCURRENT']);
    expect(CreatedDate).toBeInstanceOf(Date);
  });

  test('has the given value', async () => {
    expect((await get(it.resource('Other').physicalId)).SecretString).toBe('given');
  });

  test('without either has no value', async () => {
    await expect(get(it.resource('Empty').physicalId)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('has no former value', async () => {
    await expect(get('app/key', { VersionStage: 'AWSPREVIOUS' })).rejects.toThrow('staging label: AWSPREVIOUS');
  });

  test('is found by name, by ARN, and by ARN without its random end', async () => {
    const arn = it.resource('Key').physicalId;
    expect(arn).toMatch(/:secret:app\/key-[A-Za-z0-9]{6}$/);
    const values = await Promise.all([get('app/key'), get(arn), get(arn.slice(0, -7))]);
    expect(new Set(values.map(({ SecretString }) => SecretString)).size).toBe(1);
  });
});

describe('a new value', () => {
  test('becomes AWSCURRENT, and the one before AWSPREVIOUS', async () => {
    const before = await get('app/key');
    const { VersionId } = await put('second');
    expect(await get('app/key')).toMatchObject({ SecretString: 'second', VersionId });
    expect(await get('app/key', { VersionStage: 'AWSPREVIOUS' })).toMatchObject({ SecretString: before.SecretString });
  });

  test('pushes out the one before the last, which has no stage any more', async () => {
    const first = await get('app/key');
    const second = await put('second');
    const third = await put('third');
    const { VersionIdsToStages } = await secrets.send(new DescribeSecretCommand({ SecretId: 'app/key' }));
    expect(VersionIdsToStages).toEqual({
      [String(second.VersionId)]: ['AWSPREVIOUS'],
      [String(third.VersionId)]: ['AWSCURRENT'],
    });
    expect(await get('app/key', { VersionId: first.VersionId })).toMatchObject({ SecretString: first.SecretString });
  });

  test('under a stage of its own leaves the current one alone', async () => {
    const before = await get('app/key');
    await put('pending', { VersionStages: ['AWSPENDING'] });
    expect(await get('app/key')).toMatchObject({ VersionId: before.VersionId });
    expect(await get('app/key', { VersionStage: 'AWSPENDING' })).toMatchObject({ SecretString: 'pending' });
  });

  test('put again under the same token is one version, and another value under it is refused', async () => {
    const ClientRequestToken = 'a'.repeat(32);
    await put('same', { ClientRequestToken });
    expect(await put('same', { ClientRequestToken })).toMatchObject({ VersionId: ClientRequestToken });
    await expect(put('other', { ClientRequestToken })).rejects.toMatchObject({ name: 'ResourceExistsException' });
  });

  test('can be taken back by moving AWSCURRENT, which names the version that loses it', async () => {
    const first = await get('app/key');
    const second = await put('second');
    const move = (RemoveFromVersionId?: string) =>
      secrets.send(
        new UpdateSecretVersionStageCommand({
          ...{ SecretId: 'app/key', VersionStage: 'AWSCURRENT' },
          ...{ MoveToVersionId: first.VersionId, RemoveFromVersionId },
        }),
      );
    await expect(move()).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await move(second.VersionId);
    expect(await get('app/key')).toMatchObject({ VersionId: first.VersionId });
    expect(await get('app/key', { VersionStage: 'AWSPREVIOUS' })).toMatchObject({ VersionId: second.VersionId });
  });

  test('may be binary', async () => {
    const SecretBinary = new Uint8Array([0, 255, 1]);
    await secrets.send(new PutSecretValueCommand({ SecretId: 'app/key', SecretBinary }));
    expect(Buffer.from((await get('app/key')).SecretBinary ?? [])).toEqual(Buffer.from(SecretBinary));
  });
});

test('versions are listed with their stages and when they were made, a version without a stage on demand', async () => {
  const ids = [(await get('app/key')).VersionId, (await put('second')).VersionId, (await put('third')).VersionId];
  const list = async (options = {}) =>
    (await secrets.send(new ListSecretVersionIdsCommand({ SecretId: 'app/key', ...options }))).Versions;
  expect(await list()).toEqual([
    { VersionId: ids[1], VersionStages: ['AWSPREVIOUS'], CreatedDate: expect.any(Date) },
    { VersionId: ids[2], VersionStages: ['AWSCURRENT'], CreatedDate: (await get('app/key')).CreatedDate },
  ]);
  expect((await list({ IncludeDeprecated: true }))?.map(({ VersionId }) => VersionId)).toEqual(ids);
});

test('listing and describing show no value', async () => {
  const { SecretList } = await secrets.send(new ListSecretsCommand({}));
  expect(SecretList?.map(({ Name }) => Name)).toContain('app/key');
  const described = await secrets.send(new DescribeSecretCommand({ SecretId: 'app/key' }));
  expect(described).toMatchObject({ ARN: it.resource('Key').arn, Description: 'A key' });
  const { SecretString } = await get('app/key');
  expect(JSON.stringify([SecretList, described])).not.toContain(SecretString);
});

test('a secret that does not exist is a ResourceNotFoundException', async () => {
  await expect(get('none')).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: "Secrets Manager can't find the specified secret.",
  });
});

test('a role reads the secrets that its policy names, and no other', async () => {
  const reader = new SecretsManagerClient(it.client(it.resource('Reader').arn));
  await reader.send(new GetSecretValueCommand({ SecretId: 'app/key' }));
  const other = new GetSecretValueCommand({ SecretId: it.resource('Other').physicalId });
  await expect(reader.send(other)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  reader.destroy();
});
