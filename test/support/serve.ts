import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';

export interface Reply {
  status: number;
  body?: unknown;
}

export interface Served {
  url: string;
  stop: () => Promise<void>;
}

/** A small HTTP server on a port of its own; `answer` gets each request with its whole body. */
export async function serve(
  answer: (request: IncomingMessage, body: string) => Promise<Reply> | Reply,
): Promise<Served> {
  const server = createServer(async (request, response) => {
    const text = Buffer.concat(await request.toArray()).toString();
    const { status, body } = await answer(request, text);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: async () => {
      server.closeAllConnections();
      if (!server.listening) return;
      server.close();
      await once(server, 'close');
    },
  };
}
