import { randomUUID } from 'node:crypto';
import { AwsError } from '../../aws-error.ts';
import type { Iam } from '../../iam/iam.ts';
import type { Functions } from '../../lambda/functions.ts';
import type { Invocation } from '../../lambda/invocation.ts';
import type { Json } from '../engine.ts';
import { serviceFailure, TaskFailure } from './task-failure.ts';

/** What a state machine calls functions through, with the rights of its role. */
export interface FunctionCaller {
  functions: Pick<Functions, 'invoke' | 'invokeLater' | 'describe'>;
  iam: Pick<Iam, 'allows'>;
  roleArn: string;
}

export interface Answer {
  requestId: string;
  /** Absent when nobody waited for it. */
  payload?: Json;
}

/** Calls a function and waits for it. Throws a TaskFailure for everything that can go wrong, named as Step Functions does. */
export async function invokeFunction(caller: FunctionCaller, name: string, payload: unknown): Promise<Answer> {
  const invocation = await asRole(caller, name, () => caller.functions.invoke(name, payload));
  return answerOf(invocation);
}

/** Hands the event over; whether the function then succeeds is nobody's business here. */
export async function invokeLater(caller: FunctionCaller, name: string, payload: unknown): Promise<Answer> {
  const requestId = await asRole(caller, name, async () => caller.functions.invokeLater(name, payload));
  return { requestId };
}

async function asRole<T>(
  { functions, iam, roleArn }: FunctionCaller,
  name: string,
  call: () => Promise<T>,
): Promise<T> {
  try {
    const functionArn = arnOf(functions, name);
    if (!iam.allows(roleArn, 'lambda:InvokeFunction', functionArn)) throw accessDenied(roleArn, functionArn);
    return await call();
  } catch (error) {
    if (error instanceof AwsError) throw serviceFailure(error.code, error.message, error.status, randomUUID());
    if (error instanceof TaskFailure) throw error;
    throw new TaskFailure('Lambda.SdkClientException', error instanceof Error ? error.message : String(error));
  }
}

/** With the qualifier, if the name has one: rights to a function are not rights to its aliases. */
function arnOf(functions: FunctionCaller['functions'], name: string): string {
  const { arn } = functions.describe(name);
  if (name.startsWith('arn:')) return name;
  const [, qualifier] = name.split(':');
  return qualifier === undefined ? arn : `${arn}:${qualifier}`;
}

/** Which error name Step Functions gives this is not documented; seen in the wild as here. */
function accessDenied(roleArn: string, functionArn: string): TaskFailure {
  const action = 'lambda:InvokeFunction';
  const user = roleArn.replace(/^arn:aws:iam::(\d+):role\/(?:.*\/)?([^/]+)$/, 'arn:aws:sts::$1:assumed-role/$2/local');
  const { message } = serviceFailure(
    'AccessDeniedException',
    `User: ${user} is not authorized to perform: ${action} on resource: ${functionArn} because no identity-based policy allows the ${action} action`,
    403,
    randomUUID(),
  );
  return new TaskFailure('Lambda.AWSLambdaException', message);
}

/** How an environment ends without an error of the function's own (AWS: Error handling in Step Functions). */
const unknownErrors = ['Sandbox.Timedout', 'Runtime.ExitError', 'Runtime.OutOfMemory'];

function answerOf(invocation: Invocation): Answer {
  const { requestId, outcome } = invocation;
  if (outcome === 'throttled') throw serviceFailure('TooManyRequestsException', 'Rate Exceeded.', 429, requestId);
  if (outcome === 'returned') return { requestId, payload: JSON.parse(invocation.payload) };
  if (unknownErrors.includes(invocation.errorType)) {
    const cause = 'The cause could not be determined because Lambda did not return an error type.';
    throw new TaskFailure('Lambda.Unknown', `${cause} Returned payload: ${invocation.payload}`);
  }
  throw new TaskFailure(invocation.errorType, invocation.payload);
}
