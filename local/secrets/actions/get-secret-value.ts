import { z } from 'zod';
import { parseInput } from '../../aws-api/parse-input.ts';
import { AwsError } from '../../aws-error.ts';
import type { Secret, Version } from '../secret.ts';
import type { Action } from './action.ts';

const wantedVersion = z.object({ VersionId: z.string().optional(), VersionStage: z.string().optional() });

/** The version with the id, with the stage, or with both; AWSCURRENT when neither is named. */
export const getSecretValue: Action = (input, { store }) => {
  const secret = store.find(input.SecretId);
  const version = select(secret, parseInput(wantedVersion, input, 'InvalidParameterException'));
  return {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: version.id,
    VersionStages: version.stages,
    SecretString: version.text,
    SecretBinary: version.binary,
    CreatedDate: version.createdMs / 1000,
  };
};

function select({ versions }: Secret, { VersionId: id, VersionStage }: z.infer<typeof wantedVersion>): Version {
  const stage = VersionStage ?? (id === undefined ? 'AWSCURRENT' : undefined);
  const found = versions.find(
    (version) => (id === undefined || version.id === id) && (stage === undefined || version.stages.includes(stage)),
  );
  if (found) return found;
  const wanted = id === undefined ? `staging label: ${stage}` : `VersionId: ${id}`;
  throw new AwsError(
    'ResourceNotFoundException',
    `Secrets Manager can't find the specified secret value for ${wanted}`,
  );
}
