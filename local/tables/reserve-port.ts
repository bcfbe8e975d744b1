import { once } from 'node:events';
import { createServer } from 'node:net';

/** A port that was free a moment ago. Whoever uses it must be ready to find it taken. */
export async function reservePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('No port is free on 127.0.0.1');
  return address.port;
}
