import { isRecord } from '../definition/definition.ts';
import type { Json } from '../engine.ts';
import { type Answer, type FunctionCaller, invokeFunction, invokeLater } from './invoke-function.ts';
import { TaskFailure } from './task-failure.ts';
import type { TaskResource } from './task-resource.ts';

/** Runs a Task's resource with its effective input and gives the task's result. Throws a TaskFailure. */
export async function performTask(
  caller: FunctionCaller,
  resource: TaskResource | undefined,
  input: unknown,
): Promise<Json> {
  if (!resource) throw unrunnable('The twin cannot run this resource.');
  if (resource.kind === 'invoke') return invokeAsService(caller, input);
  const { payload = null } = await invokeFunction(caller, resource.functionArn, input);
  return payload;
}

/** `arn:aws:states:::lambda:invoke`: takes and gives what Lambda's `Invoke` does. */
async function invokeAsService(caller: FunctionCaller, parameters: unknown): Promise<Json> {
  const { FunctionName, Qualifier, Payload = {}, InvocationType } = isRecord(parameters) ? parameters : {};
  if (typeof FunctionName !== 'string') throw unrunnable("The Parameters of lambda:invoke hold no 'FunctionName'.");
  const name = Qualifier === undefined ? FunctionName : `${FunctionName}:${String(Qualifier)}`;
  if (InvocationType === 'Event') return describe(await invokeLater(caller, name, Payload), 202);
  return describe(await invokeFunction(caller, name, Payload), 200);
}

function describe({ requestId, payload }: Answer, status: number): Json {
  return {
    ...(payload === undefined ? {} : { ExecutedVersion: '$LATEST', Payload: payload }),
    SdkHttpMetadata: { HttpStatusCode: status },
    SdkResponseMetadata: { RequestId: requestId },
    StatusCode: status,
  };
}

function unrunnable(cause: string): TaskFailure {
  return new TaskFailure('States.Runtime', cause, { isTerminal: true });
}
