import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AwsError } from '../aws-error.ts';
import { failureOf } from './service-errors.ts';

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  /** A stream is an engine's answer, passed on as it comes. */
  body: string | Readable;
}

export async function send(response: ServerResponse, { status, headers, body }: Answer): Promise<void> {
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) response.setHeader(name, value);
  response.statusCode = status;
  if (body instanceof Readable) await pipeline(body, response);
  else response.setHeader('content-length', Buffer.byteLength(body)).end(body);
}

/** An error as the SDK clients read it. Anything but an AwsError is a defect of the twin; it shows as a failed service. */
export function errorAnswer(error: unknown, contentType: string): Answer {
  const { code, message, fields, status } = error instanceof AwsError ? error : failureOf('');
  return {
    status,
    headers: { 'content-type': contentType, 'x-amzn-errortype': code },
    body: JSON.stringify({ __type: code, message, ...fields }),
  };
}
