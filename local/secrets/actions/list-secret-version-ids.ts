import { z } from 'zod';
import { parseInput } from '../../aws-api/parse-input.ts';
import type { Action } from './action.ts';

const listInput = z.object({ IncludeDeprecated: z.boolean().default(false) });

/** Never a value. A version without a stage is deprecated, and shown on demand. All on one page: AWS keeps about 100. */
export const listSecretVersionIds: Action = (input, { store }) => {
  const { arn, name, versions } = store.find(input.SecretId);
  const { IncludeDeprecated } = parseInput(listInput, input, 'InvalidParameterException');
  return {
    ARN: arn,
    Name: name,
    Versions: versions
      .filter(({ stages }) => IncludeDeprecated || stages.length > 0)
      .map(({ id, stages, createdMs }) => ({ VersionId: id, VersionStages: stages, CreatedDate: createdMs / 1000 })),
  };
};
