import type { IncomingMessage } from 'node:http';

export type ReadBody = { body: Buffer | undefined } | 'too-large' | 'aborted';

/**
 * The whole body, if it keeps within the limit; else no more of it is kept. `aborted`: the client went away, nobody waits
 * for an answer.
 */
export function readBody(message: IncomingMessage, maxBytes: number): ReadBody | Promise<ReadBody> {
  if (!hasBody(message)) return { body: undefined };
  if (Number(message.headers['content-length']) > maxBytes) return 'too-large';
  return collect(message, maxBytes);
}

export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function collect(message: IncomingMessage, maxBytes: number): Promise<ReadBody> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    message.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) chunks.push(chunk);
      else resolve('too-large');
    });
    message.on('end', () => resolve({ body: bytes === 0 ? undefined : Buffer.concat(chunks, bytes) }));
    // Without effect after 'end'.
    message.on('close', () => resolve('aborted'));
    message.on('error', () => resolve('aborted'));
  });
}
