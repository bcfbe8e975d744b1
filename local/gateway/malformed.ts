import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RefusalStatus, refusal } from './answer.ts';
import { newRequestId } from './request/request-id.ts';

/** The last request that a socket carried. */
export interface Current {
  message: IncomingMessage;
  response: ServerResponse;
}

const statuses: Record<string, RefusalStatus> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  HPE_HEADER_OVERFLOW: 431,
};

/** For a client that is still sending: closing at once would reset its connection, and the answer would be lost. */
const lingerMs = 1_000;

/** Ends a connection on which something came that is no HTTP, or came too slowly; says why where an answer is due. */
export function endMalformed(error: Error & { code?: string }, socket: Duplex, current: Current | undefined): void {
  // The parser fails again on whatever comes after.
  if (socket.writableEnded) return;
  if (error.code === 'ECONNRESET' || !socket.writable || !isAnswerDue(current)) {
    socket.destroy();
    return;
  }
  socket.end(render(statuses[error.code ?? ''] ?? 400));
  const timer = setTimeout(() => socket.destroy(), lingerMs);
  socket.on('close', () => clearTimeout(timer));
}

function render(refused: RefusalStatus): string {
  const { status, headers, body } = refusal(refused);
  const own = { 'content-length': body.length, 'apigw-requestid': newRequestId(), connection: 'close' };
  const lines = Object.entries({ ...headers, ...own }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`;
}

/** Either the malformed thing is the rest of a request that has no answer yet, or it stands where the next request would. */
function isAnswerDue(current: Current | undefined): boolean {
  if (!current) return true;
  return current.message.complete ? current.response.writableFinished : !current.response.headersSent;
}
