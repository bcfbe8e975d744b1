import type { IncomingMessage, ServerResponse } from 'node:http';
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

/** Ends a connection on which something came that is no HTTP, or came too slowly; says why where an answer is due. */
export function endMalformed(error: Error & { code?: string }, socket: Duplex, current: Current | undefined): void {
  if (error.code === 'ECONNRESET' || !socket.writable || !isAnswerDue(current)) {
    socket.destroy();
    return;
  }
  const { status, headers, body } = refusal(statuses[error.code ?? ''] ?? 400);
  const lines = Object.entries({
    ...headers,
    'content-length': body.length,
    'apigw-requestid': newRequestId(),
    connection: 'close',
  });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.end(`HTTP/1.1 ${status} ${statusTextOf(body)}\r\n${head}\r\n${body}`);
}

/** Either the malformed thing is the rest of a request that has no answer yet, or it stands where the next request would. */
function isAnswerDue(current: Current | undefined): boolean {
  if (!current) return true;
  return current.message.complete ? current.response.writableFinished : !current.response.headersSent;
}
