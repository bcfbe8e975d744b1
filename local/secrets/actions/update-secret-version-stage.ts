import { z } from 'zod';
import { parseInput } from '../../aws-api/parse-input.ts';
import { AwsError } from '../../aws-error.ts';
import { moveStage } from '../move-stage.ts';
import type { Secret, Version } from '../secret.ts';
import type { Action } from './action.ts';

const updateInput = z.object({
  VersionStage: z.string(),
  MoveToVersionId: z.string().optional(),
  RemoveFromVersionId: z.string().optional(),
});

/** Moves a stage. Whoever takes it from a version must name that version. */
export const updateSecretVersionStage: Action = (input, { store, now }) => {
  const secret = store.find(input.SecretId);
  const {
    VersionStage: stage,
    MoveToVersionId,
    RemoveFromVersionId,
  } = parseInput(updateInput, input, 'InvalidParameterException');
  const to = MoveToVersionId === undefined ? undefined : find(secret, MoveToVersionId);
  const from = secret.versions.find((version) => version.stages.includes(stage));
  if (from && from !== to && from.id !== RemoveFromVersionId)
    throw new AwsError(
      'InvalidParameterException',
      `The parameter RemoveFromVersionId can't be empty. Staging label ${stage} is currently attached to version ${from.id}, so you must explicitly reference that version in RemoveFromVersionId.`,
    );
  moveStage(secret, stage, to);
  secret.changedMs = now();
  store.save();
  return { ARN: secret.arn, Name: secret.name };
};

function find({ versions }: Secret, id: string): Version {
  const version = versions.find((candidate) => candidate.id === id);
  if (version) return version;
  throw new AwsError(
    'ResourceNotFoundException',
    `Secrets Manager can't find the specified secret value for VersionId: ${id}`,
  );
}
