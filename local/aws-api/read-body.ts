import type { IncomingMessage } from 'node:http';
import { AwsError } from '../aws-error.ts';

/** The largest request of any API here is DynamoDB's BatchWriteItem. */
const maxBodyBytes = 16 * 1024 * 1024;

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > maxBodyBytes) throw new AwsError('RequestEntityTooLargeException', 'The request is too large.', 413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
