import type { IncomingMessage } from 'node:http';

export type ReadBody = { body: Buffer | undefined } | 'too-large' | 'aborted';

/**
 * The whole body, if it keeps within the limit. The rest of one that does not is read by node and thrown away, so that
 * the answer reaches a client that is still sending. `aborted`: the client went away, nobody waits for an answer.
 */
export function readBody(message: IncomingMessage, maxBytes: number): ReadBody | Promise<ReadBody> {
  const declared = message.headers['content-length'];
  if (message.headers['transfer-encoding'] === undefined && Number(declared ?? 0) === 0) return { body: undefined };
  if (Number(declared) > maxBytes) return 'too-large';
  return collect(message, maxBytes);
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
