import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { OperatorMistake } from '../operator-mistake.ts';
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
  const { stage, profile, region } = options;
  if (stage !== undefined) return accountTarget(stage, options);
  if (profile !== undefined) throw new OperatorMistake("--profile names an account's credentials and needs --stage.");
  if (region !== undefined) throw new OperatorMistake("--region names an account's Region and needs --stage.");
  return twinTarget();
}

async function twinTarget(): Promise<Target> {
  const twin = readTwinFile();
  if (!(await isListening(twin.endpoints.sqs))) throw noTwin();
  const credentials = { accessKeyId: 'operator', secretAccessKey: 'operator' };
  const at = (endpoint: string) => ({ endpoint, region: twin.region, credentials });
  return {
    name: `the twin at ${twin.api}`,
    isTwin: true,
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
    isTwin: false,
    outputs: await readStackOutputs(`sluice-${stage}`, config),
    documents: DynamoDBDocumentClient.from(new DynamoDBClient(config)),
    sqs: new SQSClient(config),
    secrets: new SecretsManagerClient(config),
  };
}
