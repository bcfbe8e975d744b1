import type { IncomingMessage } from 'node:http';
import { type ReadHeaders, readHeaders } from './read-headers.ts';
import { readQuery } from './read-query.ts';
import { traceHeader } from './trace-header.ts';

/** A request as the client sent it, with what the gateway adds. Paths are never normalised. */
export interface Request extends ReadHeaders {
  method: string;
  /** As on the wire, without the query. */
  rawPath: string;
  rawQuery: string;
  query: Record<string, string> | undefined;
  sourceIp: string;
  traceId: string;
  body: Buffer | undefined;
}

/** Without its body. Undefined when the request names no path, or not exactly one host: it does not say which API it means. */
export function readRequest(message: IncomingMessage, nowMs: number): Request | undefined {
  const target = pathOf(message.url ?? '');
  const { headers, cookies } = readHeaders(message.rawHeaders);
  if (target === undefined || !headers.host || headers.host.includes(',')) return undefined;
  const split = target.indexOf('?');
  const rawQuery = split < 0 ? '' : target.slice(split + 1);
  const sourceIp = message.socket.remoteAddress ?? '127.0.0.1';
  const traceId = traceHeader(headers['x-amzn-trace-id'], nowMs);
  headers['content-length'] ??= '0';
  headers['x-amzn-trace-id'] = traceId;
  headers['x-forwarded-for'] = join(headers['x-forwarded-for'], sourceIp);
  headers['x-forwarded-port'] = String(message.socket.localPort);
  headers['x-forwarded-proto'] = 'http';
  return {
    method: message.method ?? '',
    rawPath: split < 0 ? target : target.slice(0, split),
    rawQuery,
    query: readQuery(rawQuery),
    ...{ headers, cookies, sourceIp, traceId },
    body: undefined,
  };
}

/** A target may also name the whole address, as a proxy's client does. */
function pathOf(target: string): string | undefined {
  if (target.startsWith('/')) return target;
  const [, path] = /^https?:\/\/[^/?]+(.*)$/i.exec(target) ?? [];
  return path === undefined || path.startsWith('/') ? path : `/${path}`;
}

/** The gateway adds the address that it saw to what the client claims (de facto standard of proxies). */
function join(claimed: string | undefined, seen: string): string {
  return claimed === undefined ? seen : `${claimed}, ${seen}`;
}
