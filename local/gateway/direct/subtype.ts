import type { AwsError } from '../../aws-error.ts';
import type { Answer } from '../answer.ts';

/** An AWS action that a route can call without a function. */
export interface Subtype {
  /** The service's name in IAM. */
  service: 'sqs' | 'states' | 'events';
  operation: string;
  parameters: Record<string, Parameter>;
  /** The operation's input, from the parameters that the integration maps. */
  inputOf(values: Values): Record<string, unknown>;
  answerOf(output: unknown, requestId: string): Answer;
  errorAnswerOf(error: AwsError, requestId: string): Answer;
}

export interface Parameter {
  required: boolean;
  /** What becomes of the mapped text: itself, a number, or the value of JSON text. */
  as: 'text' | 'number' | 'json';
}

export type Values = Record<string, unknown>;

export const required = { required: true, as: 'text' } as const;
export const optional = { required: false, as: 'text' } as const;
