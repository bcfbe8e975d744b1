import type { IncomingMessage } from 'node:http';
import { AwsError } from '../aws-error.ts';
import type { Functions } from '../lambda/functions.ts';
import { invokedFunction } from '../lambda/handle-invoke.ts';
import { type Answer, errorAnswer } from './answer.ts';
import { type Guard, ResponseLost } from './guard.ts';
import { readBody } from './read-body.ts';
import type { Caller, Input, Service } from './service.ts';

/** Of the twin's functions, what this API needs. */
export interface LambdaApi extends Pick<Functions, 'handleInvoke'> {
  describe(nameOrArn: string): { arn: string };
}

/** Lambda's REST API, of which SDK clients need Invoke: `POST /2015-03-31/functions/{name}/invocations`. */
export function createLambdaProtocol(lambda: LambdaApi, guard: Guard) {
  const service = lambdaService(lambda);
  return async (request: IncomingMessage, caller: Caller): Promise<Answer> => {
    try {
      const { method = 'POST', url: path = '/', headers } = request;
      const body = (await readBody(request)).toString('utf8');
      const input = { ...invokedFunction(path) };
      const call = { service, operation: 'Invoke', input, caller };
      return await guard(call, () => lambda.handleInvoke({ method, path, headers, body }));
    } catch (error) {
      if (error instanceof ResponseLost) throw error;
      return errorAnswer(error, 'application/json');
    }
  };
}

export function isLambdaRequest(request: IncomingMessage): boolean {
  return invokedFunction(request.url ?? '/') !== undefined;
}

/** Tells the guard which right Invoke needs; the work itself goes by `handleInvoke`. */
function lambdaService(lambda: LambdaApi): Service {
  const arnOf = ({ name, qualifier }: Input): string => {
    const { arn } = lambda.describe(String(name));
    return qualifier === undefined ? arn : `${arn}:${qualifier}`;
  };
  return {
    targetPrefix: 'AWSLambda',
    iamPrefix: 'lambda',
    permissionsOf: (_operation, input) => [{ action: 'lambda:InvokeFunction', resource: arnOf(input) }],
    call: (operation) => Promise.reject(new AwsError('UnknownOperationException', `${operation} goes by its path.`)),
  };
}
