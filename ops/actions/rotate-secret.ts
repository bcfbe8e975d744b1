import { randomBytes } from 'node:crypto';
import { PutSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

export interface RotatedSecret {
  secretId: string;
  /** The one to tell to the other side. */
  value: string;
}

/**
 * Gives a secret a new value. The one before stays valid as AWSPREVIOUS until the next rotation, so that the other side can
 * change over in its own time; the one before that ends now. 33 random bytes are 44 characters of base64, which is also
 * what a Standard Webhooks key is written in.
 */
export async function rotateSecret(secrets: SecretsManagerClient, secretId: string): Promise<RotatedSecret> {
  const value = randomBytes(33).toString('base64');
  await secrets.send(new PutSecretValueCommand({ SecretId: secretId, SecretString: value }));
  return { secretId, value };
}
