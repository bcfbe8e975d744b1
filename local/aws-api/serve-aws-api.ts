import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { AwsError } from '../aws-error.ts';
import type { Faults } from '../faults.ts';
import type { Iam } from '../iam/iam.ts';
import { send } from './answer.ts';
import type { AwsApi } from './aws-api.ts';
import { callerOf } from './caller-of.ts';
import { createGuard } from './guard.ts';
import { createJsonProtocol } from './json-protocol.ts';
import { createLambdaProtocol, isLambdaRequest, type LambdaApi } from './lambda-protocol.ts';
import { urlOf } from './listen-locally.ts';
import type { Service } from './service.ts';

export interface ServeAwsApiOptions {
  /** Listens already: its address stands in the template's queue URLs, before any service can start. */
  server: Server;
  iam: Iam;
  faults: Faults;
  services: readonly Service[];
  lambda: LambdaApi;
}

/** Every AWS API on one address. The role that signed a request needs the right to it; any other key is the operator's. */
export function serveAwsApi({ server, iam, faults, services, lambda }: ServeAwsApiOptions): AwsApi {
  const guard = createGuard({ iam, faults });
  const answerJson = createJsonProtocol(services, guard);
  const answerLambda = createLambdaProtocol(lambda, guard);

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = randomUUID();
    response.setHeader('x-amzn-requestid', requestId);
    const caller = callerOf(request, response, requestId, iam);
    const answer = isLambdaRequest(request) ? answerLambda : answerJson;
    await send(response, await answer(request, caller));
  };
  // Rejects when an answer is lost on purpose, or when its client is gone: either way the connection ends.
  server.on('request', (request, response) => handle(request, response).catch(() => response.destroy()));

  return {
    url: urlOf(server),
    async call(roleArn, name, operation, input, signal) {
      const service = services.find(({ iamPrefix }) => iamPrefix === name);
      if (!service) throw new AwsError('UnknownOperationException', `The twin has no ${name} API.`);
      const caller = { roleArn, requestId: randomUUID(), signal };
      return guard({ service, operation, input, caller }, () => service.call(operation, input, caller));
    },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
