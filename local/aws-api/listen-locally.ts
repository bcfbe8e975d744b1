import { once } from 'node:events';
import { createServer, type Server } from 'node:http';

/** An HTTP server on 127.0.0.1 that has no handler yet; port 0 takes any free one. */
export async function listenLocally(port = 0): Promise<Server> {
  const server = createServer({ keepAliveTimeout: 60_000 });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

export function urlOf(server: Server): string {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server does not listen on a port');
  return `http://127.0.0.1:${address.port}`;
}
