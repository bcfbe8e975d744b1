import type { Secret } from '../secret.ts';
import type { Action } from './action.ts';

/** Never the value. A version without a stage is deprecated, and not shown. */
export const describeSecret: Action = (input, { store }) => {
  const secret = store.find(input.SecretId);
  return { ...describe(secret), VersionIdsToStages: stagesOf(secret) };
};

export const listSecrets: Action = (_input, { store }) => ({
  SecretList: store.all().map((secret) => ({ ...describe(secret), SecretVersionsToStages: stagesOf(secret) })),
});

function describe({ arn, name, description, createdMs, changedMs }: Secret) {
  return {
    ARN: arn,
    Name: name,
    Description: description,
    CreatedDate: createdMs / 1000,
    LastChangedDate: changedMs / 1000,
  };
}

function stagesOf({ versions }: Secret): Record<string, string[]> {
  return Object.fromEntries(versions.filter(({ stages }) => stages.length > 0).map(({ id, stages }) => [id, stages]));
}
