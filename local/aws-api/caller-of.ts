import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Iam } from '../iam/iam.ts';
import type { Caller } from './service.ts';

/** Who signed a request, by the access key in its credential scope. The signature itself is not checked. */
export function callerOf(request: IncomingMessage, response: ServerResponse, requestId: string, iam: Iam): Caller {
  const accessKeyId = /Credential=([^/,\s]+)\//.exec(request.headers.authorization ?? '')?.[1];
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return { roleArn: iam.roleOf(accessKeyId), requestId, signal: gone.signal };
}
