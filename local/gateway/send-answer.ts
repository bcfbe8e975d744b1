import type { ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';
import { hasBody } from './request/read-body.ts';

/** Returns the bytes of the body. */
export function sendAnswer(response: ServerResponse, { status, headers, body }: Answer, requestId: string): number {
  if (status === 204 || status === 304) {
    const { 'content-type': _none, ...others } = headers;
    response.writeHead(status, { ...others, 'apigw-requestid': requestId }).end();
    return 0;
  }
  const bytes = Buffer.byteLength(body);
  response.writeHead(status, { ...headers, 'content-length': bytes, 'apigw-requestid': requestId });
  if (response.req.complete || !hasBody(response.req)) response.end(body);
  else endAfterUpload(response, body);
  return bytes;
}

/** How long a client may pause in its upload before the connection is ended without the rest. */
const lingerMs = 1_000;

/**
 * The answer goes out at once. Its end, at which the connection may be closed, waits for a client that is still sending:
 * closing earlier would reset the connection, and the answer would be lost.
 */
function endAfterUpload(response: ServerResponse, body: string | Buffer): void {
  response.write(body);
  const end = () => response.end();
  const timer = setTimeout(end, lingerMs);
  response.req.on('data', () => timer.refresh()).on('close', end);
  response.on('close', () => clearTimeout(timer));
}
