import { randomBytes } from 'node:crypto';
import {
  PutSecretValueCommand,
  paginateListSecretVersionIds,
  type SecretsManagerClient,
  type SecretVersionsListEntry,
} from '@aws-sdk/client-secrets-manager';
import { OperatorMistake } from '../operator-mistake.ts';

export interface RotatedSecret {
  secretId: string;
  /** The one to tell to the other side. */
  value: string;
}

export interface RotateOptions {
  /** Also when the last rotation is young. */
  again?: boolean;
  nowMs?: () => number;
}

/** Nobody changes a secret at the other side faster: a second rotation within it is a repeat of the first. */
const settlingMs = 10 * 60_000;

/**
 * Gives a secret a new value. The one before stays valid as AWSPREVIOUS until the next rotation, so that the other side can
 * change over in its own time; the one before that ends now. 33 random bytes are 44 characters of base64, which is also
 * what a Standard Webhooks key is written in.
 * @throws OperatorMistake when the last rotation is younger than ten minutes, unless it is to be done `again`
 */
export async function rotateSecret(
  secrets: SecretsManagerClient,
  secretId: string,
  { again = false, nowMs = Date.now }: RotateOptions = {},
): Promise<RotatedSecret> {
  if (!again) await checkSettled(secrets, secretId, nowMs());
  const value = randomBytes(33).toString('base64');
  await secrets.send(new PutSecretValueCommand({ SecretId: secretId, SecretString: value }));
  return { secretId, value };
}

async function checkSettled(secrets: SecretsManagerClient, secretId: string, nowMs: number): Promise<void> {
  const rotatedAt = await lastRotation(secrets, secretId);
  if (rotatedAt === undefined || nowMs - rotatedAt.getTime() >= settlingMs) return;
  throw new OperatorMistake(
    `The secret was rotated at ${rotatedAt.toISOString()}, less than ${settlingMs / 60_000} minutes ago. One more rotation ends ` +
      'the one before it: what senders still sign with that is set aside for good. Wait until all of them have changed. If they ' +
      'have, add --again.',
  );
}

/** When the current version was made; undefined when it is the first one, which takes the place of none. */
async function lastRotation(secrets: SecretsManagerClient, SecretId: string): Promise<Date | undefined> {
  const versions: SecretVersionsListEntry[] = [];
  for await (const { Versions = [] } of paginateListSecretVersionIds({ client: secrets }, { SecretId }))
    versions.push(...Versions);
  const at = (stage: string) => versions.find(({ VersionStages }) => VersionStages?.includes(stage));
  return at('AWSPREVIOUS') && at('AWSCURRENT')?.CreatedDate;
}
