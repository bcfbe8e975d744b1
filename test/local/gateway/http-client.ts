import { once } from 'node:events';
import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';

export interface Response {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
  bytes: Buffer;
}

export interface RequestOptions {
  headers?: Record<string, string | string[]>;
  body?: string | Buffer;
}

/** One request on a connection of its own. Unlike fetch it sends path and headers exactly as given. */
export async function send(url: string, method: string, path: string, options: RequestOptions = {}): Promise<Response> {
  const { hostname, port } = new URL(url);
  const headers = { connection: 'close', ...options.headers };
  const outgoing = request({ hostname, port, method, path, headers, agent: false });
  outgoing.end(options.body);
  const [incoming] = await once(outgoing, 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  return { status: incoming.statusCode, headers: incoming.headers, body: bytes.toString('utf8'), bytes };
}

/** Whatever the server writes until it ends the connection, in answer to these bytes. */
export async function sendRaw(url: string, text: string | Buffer): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('error', () => undefined);
  socket.write(text);
  await new Promise((resolve) => socket.on('close', resolve));
  return Buffer.concat(chunks).toString('latin1');
}
