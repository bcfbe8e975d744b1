import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type LiveSecrets, liveSecrets } from '#shared/adapters/live-secrets.ts';
import { RetryLater } from '#shared/domain/errors.ts';
import { type Served, serve } from '../../support/serve.ts';
import { anybody } from '../../support/start-tables.ts';

let stages: { AWSCURRENT: string; AWSPREVIOUS?: string };
let isDown: boolean;
let calls: string[];
let nowMs: number;
let server: Served;
let client: SecretsManagerClient;
let secrets: LiveSecrets;

beforeEach(async () => {
  stages = { AWSCURRENT: 'one' };
  isDown = false;
  calls = [];
  nowMs = 1_000_000;
  server = await serve((_, body) => {
    const { VersionStage } = JSON.parse(body);
    calls.push(VersionStage);
    const SecretString = VersionStage === 'AWSCURRENT' ? stages.AWSCURRENT : stages.AWSPREVIOUS;
    if (isDown) return { status: 500, body: {} };
    return SecretString
      ? { status: 200, body: { SecretString } }
      : { status: 400, body: { __type: 'ResourceNotFoundException' } };
  });
  client = new SecretsManagerClient({
    endpoint: server.url,
    region: 'eu-central-1',
    credentials: anybody,
    maxAttempts: 1,
  });
  secrets = liveSecrets(client, 'secret', () => nowMs);
});

afterEach(async () => {
  client.destroy();
  await server.stop();
});

const rotateTo = (secret: string) => {
  stages = { AWSCURRENT: secret, AWSPREVIOUS: stages.AWSCURRENT };
};

/**
 * Rotates the secret to `two` once AWSPREVIOUS was read, which takes 100 ms. AWSCURRENT is read as late as can be, so that
 * the rotation comes in between if both are asked for at once.
 */
function rotatedDuringLook(): SecretsManagerClient {
  const handle = async ({ body }: { body?: Uint8Array }) => {
    const { VersionStage } = JSON.parse(new TextDecoder().decode(body));
    if (VersionStage === 'AWSCURRENT') await setImmediate();
    const SecretString = VersionStage === 'AWSCURRENT' ? stages.AWSCURRENT : stages.AWSPREVIOUS;
    if (VersionStage === 'AWSPREVIOUS' && stages.AWSCURRENT === 'one') {
      rotateTo('two');
      nowMs += 100;
    }
    const answer = SecretString ? { SecretString } : { __type: 'ResourceNotFoundException' };
    const stream = Readable.from([JSON.stringify(answer)]);
    return { response: { statusCode: SecretString ? 200 : 400, headers: {}, body: stream } };
  };
  return new SecretsManagerClient({ region: 'eu-central-1', credentials: anybody, requestHandler: { handle } });
}

describe('the live secrets', () => {
  test('are the current one alone, as long as it was never rotated', async () => {
    expect(await secrets()).toEqual(['one']);
  });

  test('are the current one and the one before, after a rotation', async () => {
    rotateTo('two');
    expect(await secrets()).toEqual(['two', 'one']);
  });

  test('of a look that a rotation falls into hold what senders still use', async () => {
    expect(await liveSecrets(rotatedDuringLook(), 'secret')()).toContain('one');
  });

  test('of a look that a rotation falls into are fresh again five seconds after it', async () => {
    const beforeMs = nowMs;
    const rotated = liveSecrets(rotatedDuringLook(), 'secret', () => nowMs);
    await rotated();
    nowMs = beforeMs + 5_000;
    expect(await rotated({ fresh: true })).toEqual(['two', 'one']);
  });

  test('are read once for many, also for those that ask at the same time', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => secrets()));
    await secrets();
    expect(all).toEqual(Array(10).fill(['one']));
    expect(calls.toSorted()).toEqual(['AWSCURRENT', 'AWSPREVIOUS']);
  });

  test('are read again after five minutes', async () => {
    await secrets();
    rotateTo('two');
    nowMs += 299_999;
    expect(await secrets()).toEqual(['one']);
    nowMs += 1;
    expect(await secrets()).toEqual(['two', 'one']);
  });

  test('asked for fresh show a rotation at once', async () => {
    await secrets();
    rotateTo('two');
    nowMs += 5_000;
    expect(await secrets({ fresh: true })).toEqual(['two', 'one']);
    expect(await secrets()).toEqual(['two', 'one']);
  });

  test('asked for fresh by many at once are fresh for each of them, at the cost of one look', async () => {
    await secrets();
    rotateTo('two');
    nowMs += 5_000;
    const all = await Promise.all(Array.from({ length: 10 }, () => secrets({ fresh: true })));
    expect(all).toEqual(Array(10).fill(['two', 'one']));
    expect(calls).toHaveLength(4);
  });

  test('asked for fresh over and over are looked at once in five seconds', async () => {
    await secrets();
    for (let asked = 0; asked < 100; asked++) {
      await secrets({ fresh: true });
      nowMs += 99;
    }
    expect(calls.length / 2).toBeLessThanOrEqual(3);
  });

  test('that cannot be read are no empty list: the work is put off, and the next one looks again', async () => {
    isDown = true;
    await expect(secrets()).rejects.toThrow(RetryLater);
    isDown = false;
    expect(await secrets()).toEqual(['one']);
  });

  test('that cannot be read fresh put the work off too', async () => {
    await secrets();
    nowMs += 5_000;
    isDown = true;
    await expect(secrets({ fresh: true })).rejects.toThrow(RetryLater);
    isDown = false;
    rotateTo('two');
    expect(await secrets({ fresh: true })).toEqual(['two', 'one']);
  });
});
