import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { callLimits } from './call-limits.ts';

let client: SecretsManagerClient | undefined;

/** The process's one Secrets Manager client. */
export function secretsManager(): SecretsManagerClient {
  client ??= new SecretsManagerClient(callLimits);
  return client;
}
