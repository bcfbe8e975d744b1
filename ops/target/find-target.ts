import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { isListening } from './is-listening.ts';
import { readStackOutputs } from './read-stack-outputs.ts';
import { noTwin, readTwinFile } from './read-twin-file.ts';
import type { Target } from './target.ts';

export interface TargetOptions {
  stage?: string | undefined;
  profile?: string | undefined;
  region?: string | undefined;
}

/** An account when a stage is named, else the twin that runs here. Throws an OperatorMistake when there is neither. */
export async function findTarget(options: TargetOptions): Promise<Target> {
  return options.stage === undefined ? twinTarget() : accountTarget(options.stage, options);
}

async function twinTarget(): Promise<Target> {
  const twin = readTwinFile();
  if (!(await isListening(twin.endpoints.sqs))) throw noTwin();
  const credentials = { accessKeyId: 'operator', secretAccessKey: 'operator' };
  const at = (endpoint: string) => ({ endpoint, region: twin.region, credentials });
  return {
    name: `the twin at ${twin.api}`,
    outputs: twin.outputs,
    documents: DynamoDBDocumentClient.from(new DynamoDBClient(at(twin.endpoints.dynamodb))),
    sqs: new SQSClient(at(twin.endpoints.sqs)),
    secrets: new SecretsManagerClient(at(twin.endpoints.secretsmanager)),
  };
}

async function accountTarget(stage: string, { profile, region }: TargetOptions): Promise<Target> {
  const config = { ...(profile && { profile }), ...(region && { region }) };
  return {
    name: `stage ${stage}${profile ? ` of profile ${profile}` : ''}`,
    outputs: await readStackOutputs(`sluice-${stage}`, config),
    documents: DynamoDBDocumentClient.from(new DynamoDBClient(config)),
    sqs: new SQSClient(config),
    secrets: new SecretsManagerClient(config),
  };
}
