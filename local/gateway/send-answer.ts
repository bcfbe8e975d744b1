import type { ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';

/** Returns the bytes of the body. */
export function sendAnswer(response: ServerResponse, { status, headers, body }: Answer, requestId: string): number {
  if (status === 204 || status === 304) {
    const { 'content-type': _none, ...others } = headers;
    response.writeHead(status, { ...others, 'apigw-requestid': requestId }).end();
    return 0;
  }
  const bytes = Buffer.byteLength(body);
  response.writeHead(status, { ...headers, 'content-length': bytes, 'apigw-requestid': requestId }).end(body);
  return bytes;
}
