import { BaseProvider } from '@aws-lambda-powertools/parameters/base';
import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { RetryLater } from '../domain/errors.ts';

/** The two live secrets under one id: the current one first, then the one before, if there was one. */
export type LiveSecrets = (options?: { fresh: boolean }) => Promise<readonly string[]>;

const maxAgeSeconds = 300;

/**
 * At most one look per this long, whatever strangers send: forged signatures must not become calls to Secrets Manager.
 * So a sender starts to sign with a new secret 5 s after it became AWSCURRENT, or later.
 */
const minAgeMs = 5_000;

/** Reads both stages through the Powertools cache. Throws `RetryLater` when Secrets Manager does not answer. */
export function liveSecrets(client: SecretsManagerClient, secretId: string, nowMs = Date.now): LiveSecrets {
  const provider = new BothStages(client, nowMs);
  let fetching: Promise<unknown> | undefined;

  return async ({ fresh } = { fresh: false }) => {
    const ageMs = nowMs() - provider.fetchedAt;
    if (ageMs >= (fresh ? minAgeMs : maxAgeSeconds * 1000)) {
      // A batch's records run side by side: those that come meanwhile wait for what this look finds.
      fetching ??= provider.get(secretId, { forceFetch: true, maxAge: maxAgeSeconds }).finally(() => {
        fetching = undefined;
      });
    }
    try {
      const secrets = await (fetching ?? provider.get(secretId, { maxAge: maxAgeSeconds }));
      return Array.isArray(secrets) ? secrets : [];
    } catch (cause) {
      throw new RetryLater('a secret cannot be read', { cause });
    }
  };
}

/**
 * Powertools' own SecretsProvider caches by secret id alone, so a second stage would hit the first one's entry; and it
 * does not remember that there is no AWSPREVIOUS. This one keeps both stages as one value.
 */
class BothStages extends BaseProvider {
  /** When the last look began: what changed after that it may not have seen. */
  fetchedAt = Number.NEGATIVE_INFINITY;
  readonly #client: SecretsManagerClient;
  readonly #nowMs: () => number;

  constructor(client: SecretsManagerClient, nowMs: () => number) {
    super({ awsSdkV3Client: client });
    this.#client = client;
    this.#nowMs = nowMs;
  }

  /**
   * One after the other, the current one first. Read side by side, the stages could come from before and after a rotation:
   * what was AWSPREVIOUS then and what is AWSCURRENT now, without the secret that senders still use. In this order only the
   * new one can be missing, and a signature or a key that fits none makes us look again. It costs one more round trip for
   * each look: at a cold start and every `maxAgeSeconds`.
   */
  protected async _get(secretId: string): Promise<string[]> {
    const startedAt = this.#nowMs();
    const current = await this.#stage(secretId, 'AWSCURRENT');
    const previous = await this.#previous(secretId);
    this.fetchedAt = startedAt;
    return [current, previous].filter((secret) => secret !== undefined);
  }

  protected _getMultiple(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async #stage(SecretId: string, VersionStage: string): Promise<string | undefined> {
    return (await this.#client.send(new GetSecretValueCommand({ SecretId, VersionStage }))).SecretString;
  }

  /** A secret that was never rotated has none. */
  async #previous(secretId: string): Promise<string | undefined> {
    try {
      return await this.#stage(secretId, 'AWSPREVIOUS');
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  }
}
