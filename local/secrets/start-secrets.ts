import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Input, Service } from '../aws-api/service.ts';
import { AwsError } from '../aws-error.ts';
import type { Honoured, Resource, Stack } from '../template/stack.ts';
import type { Action } from './actions/action.ts';
import { describeSecret, listSecrets } from './actions/describe-secrets.ts';
import { getSecretValue } from './actions/get-secret-value.ts';
import { listSecretVersionIds } from './actions/list-secret-version-ids.ts';
import { putSecretValue } from './actions/put-secret-value.ts';
import { updateSecretVersionStage } from './actions/update-secret-version-stage.ts';
import { initialValue } from './initial-value.ts';
import type { Secret } from './secret.ts';
import { openSecretStore, type SecretStore } from './secret-store.ts';

/** Encryption and tags are accepted: there is nothing for them to do on one machine. */
export const honoured: Honoured = {
  'AWS::SecretsManager::Secret': ['Description', 'GenerateSecretString', 'KmsKeyId', 'Name', 'SecretString', 'Tags'],
};

const actions: Record<string, Action> = {
  DescribeSecret: describeSecret,
  GetSecretValue: getSecretValue,
  ListSecrets: listSecrets,
  ListSecretVersionIds: listSecretVersionIds,
  PutSecretValue: putSecretValue,
  UpdateSecretVersionStage: updateSecretVersionStage,
};

export interface StartSecretsOptions {
  stack: Stack;
  /** Where values survive a restart; without it each start makes new ones. */
  dataDir?: string | undefined;
  now?: () => number;
}

/** The stack's secrets. A value that a former run left stays, as it would through a deployment. */
export async function startSecrets({
  stack,
  dataDir,
  now = Date.now,
}: StartSecretsOptions): Promise<{ service: Service; stop(): Promise<void> }> {
  const store = openSecretStore(dataDir && join(dataDir, 'secrets.json'));
  const known = new Set(store.all().map(({ arn }) => arn));
  for (const resource of stack.ofType('AWS::SecretsManager::Secret'))
    if (!known.has(resource.physicalId)) store.add(createSecret(resource, now()));

  return {
    service: {
      targetPrefix: 'secretsmanager',
      iamPrefix: 'secretsmanager',
      resourcesOf: (operation, input) => (operation === 'ListSecrets' ? [] : [arnOf(store, input)]),
      async call(operation, input) {
        const action = actions[operation];
        if (!action) throw new AwsError('UnknownOperationException', `The twin's secrets have no ${operation}.`);
        return action(input, { store, now });
      },
    },
    stop: () => Promise.resolve(),
  };
}

function arnOf(store: SecretStore, input: Input): string {
  return store.find(input.SecretId).arn;
}

function createSecret({ physicalId: arn, properties }: Resource, nowMs: number): Secret {
  const text = initialValue(properties);
  const first = { id: randomUUID(), text, stages: ['AWSCURRENT'], createdMs: nowMs };
  return {
    arn,
    name: nameIn(arn),
    ...(typeof properties.Description === 'string' && { description: properties.Description }),
    createdMs: nowMs,
    changedMs: nowMs,
    versions: text === undefined ? [] : [first],
  };
}

/** An ARN ends in the name, a dash and six characters that AWS adds. */
function nameIn(arn: string): string {
  return arn.replace(/^.*:secret:/, '').slice(0, -7);
}
