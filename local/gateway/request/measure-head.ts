import type { IncomingMessage } from 'node:http';

/** Bytes of the request line and of all header values, which is what API Gateway's limit is on. */
export function measureHead({ method = '', url = '', rawHeaders }: IncomingMessage): number {
  let bytes = method.length + url.length + '  HTTP/1.1'.length;
  for (let index = 1; index < rawHeaders.length; index += 2) bytes += rawHeaders[index]?.length ?? 0;
  return bytes;
}
