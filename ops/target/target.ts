import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { OperatorMistake } from '../operator-mistake.ts';

/** The deployment that an operator acts upon: a twin or an account. Both answer the same AWS API. */
export interface Target {
  /** As in "on the twin at http://…". */
  name: string;
  /** Runs here and holds nobody's money. */
  isTwin: boolean;
  /** The stack's outputs: what resources are called there. */
  outputs: Record<string, string>;
  documents: DynamoDBDocumentClient;
  sqs: SQSClient;
  secrets: SecretsManagerClient;
}

export function output(target: Target, name: string): string {
  const value = target.outputs[name];
  if (value !== undefined) return value;
  throw new OperatorMistake(`The stack on ${target.name} has no output ${name}: was it deployed from another version?`);
}

/** @throws OperatorMistake where what is asked would touch an account, or has no meaning there */
export function onlyTwin({ isTwin, name }: Target, command: string): void {
  if (!isTwin) throw new OperatorMistake(`"${command}" is for the twin alone, not for ${name}: leave out --stage.`);
}
