import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { parseInput } from '../../aws-api/parse-input.ts';
import { AwsError } from '../../aws-error.ts';
import { moveStage } from '../move-stage.ts';
import type { Action } from './action.ts';

const putInput = z.object({
  ClientRequestToken: z.string().default(() => randomUUID()),
  SecretString: z.string().optional(),
  SecretBinary: z.string().optional(),
  VersionStages: z.array(z.string()).min(1).default(['AWSCURRENT']),
});

/** Adds a version and gives it its stages. A token that was used before is a repeat, and must bring the same value. */
export const putSecretValue: Action = (input, { store, now }) => {
  const secret = store.find(input.SecretId);
  const {
    ClientRequestToken: id,
    SecretString: text,
    SecretBinary: binary,
    VersionStages: stages,
  } = parseInput(putInput, input, 'InvalidParameterException');
  if ((text === undefined) === (binary === undefined))
    throw new AwsError('InvalidParameterException', 'You must provide either SecretString or SecretBinary.');

  const before = secret.versions.find((version) => version.id === id);
  if (before && (before.text !== text || before.binary !== binary))
    throw new AwsError(
      'ResourceExistsException',
      `A resource with the ID you requested already exists: the value of version ${id} cannot change.`,
    );
  const version = before ?? { id, text, binary, stages: [], createdMs: now() };
  if (!before) {
    secret.versions.push(version);
    for (const stage of stages) moveStage(secret, stage, version);
    secret.changedMs = now();
    store.save();
  }
  return { ARN: secret.arn, Name: secret.name, VersionId: id, VersionStages: version.stages };
};
