import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { AwsError } from '../aws-error.ts';
import { type Secret, secret } from './secret.ts';

export interface SecretStore {
  all(): Secret[];
  /** By ARN, by ARN without its random end, or by name. Throws ResourceNotFoundException. */
  find(secretId: unknown): Secret;
  add(added: Secret): void;
  /** To be called after every change. */
  save(): void;
}

/** Keeps secrets in one file that only its owner can read, or in memory. */
export function openSecretStore(path: string | undefined): SecretStore {
  const secrets = path !== undefined && existsSync(path) ? read(path) : [];
  const save = (): void => {
    if (path !== undefined) write(path, secrets);
  };
  return {
    save,
    all: () => secrets,
    find(secretId) {
      const found = secrets.find(({ arn, name }) => [arn, arn.slice(0, -7), name].includes(String(secretId)));
      if (found) return found;
      throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    },
    add(added) {
      secrets.push(added);
      save();
    },
  };
}

function read(path: string): Secret[] {
  return z.array(secret).parse(JSON.parse(readFileSync(path, 'utf8')));
}

/** Whole or not at all, so that a crash cannot leave half a file. */
function write(path: string, secrets: Secret[]): void {
  mkdirSync(dirname(path), { recursive: true });
  const next = `${path}.next`;
  writeFileSync(next, JSON.stringify(secrets, undefined, 2), { mode: 0o600 });
  chmodSync(next, 0o600);
  renameSync(next, path);
}
