import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { refusal } from './answer.ts';
import { type Current, endMalformed } from './malformed.ts';
import { newRequestId } from './request/request-id.ts';
import { sendAnswer } from './send-answer.ts';
import { within } from './within.ts';

export type Handle = (message: IncomingMessage, response: ServerResponse) => void;

/** An address on this machine. It has to be known before the template can be resolved, so before there is an API to serve. */
export interface Listener {
  url: string;
  /** Until then every request is a 503. */
  serve(handle: Handle): void;
  /** Takes no more connections, waits for the answers that are due, at most `graceMs`, and ends every connection. */
  stop(graceMs?: number): Promise<void>;
}

export interface ListenerOptions {
  /** 0 takes any free one. */
  port?: number;
  /** For a whole request to come in. */
  requestTimeoutMs?: number;
}

/** Far above API Gateway's limit, so that the limit is ours to count and to answer. */
const maxHeaderSize = 64 * 1024;
const stopGraceMs = 5_000;

/** Listens on 127.0.0.1. A port that is taken gives node's own error: code EADDRINUSE, with `port`. */
export async function openListener({ port = 0, requestTimeoutMs = 60_000 }: ListenerOptions = {}): Promise<Listener> {
  const current = new WeakMap<Duplex, Current>();
  const due = new Set<ServerResponse>();
  let handle: Handle = (_message, response) => sendAnswer(response, refusal(503), newRequestId());
  let stopping = false;

  const take: Handle = (message, response) => {
    current.set(message.socket, { message, response });
    due.add(response);
    response.on('close', () => due.delete(response));
    if (stopping) response.shouldKeepAlive = false;
    handle(message, response);
  };
  const server = createServer({
    maxHeaderSize,
    requireHostHeader: false,
    keepAliveTimeout: 60_000,
    headersTimeout: requestTimeoutMs,
    requestTimeout: requestTimeoutMs,
    connectionsCheckingInterval: Math.min(requestTimeoutMs, 30_000) / 2,
  });
  server.maxHeadersCount = 0;
  server.on('request', take).on('checkExpectation', take);
  server.on('connect', (_message, socket) => endMalformed(new Error('CONNECT'), socket, current.get(socket)));
  server.on('clientError', (error, socket) => endMalformed(error, socket, current.get(socket)));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    serve(next) {
      handle = next;
    },
    async stop(graceMs = stopGraceMs) {
      stopping = true;
      const ended = new Promise((resolve) => server.close(resolve));
      await within(Promise.all([...due].map(closed)), graceMs);
      server.closeAllConnections();
      await ended;
    },
  };
}

function closed(response: ServerResponse): Promise<unknown> {
  return new Promise((resolve) => response.on('close', resolve));
}

function portOf(address: ReturnType<ReturnType<typeof createServer>['address']>): number {
  if (typeof address !== 'object' || address === null) throw new Error('The gateway does not listen on a port');
  return address.port;
}
