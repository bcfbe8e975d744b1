import { Buffer } from 'node:buffer';
import type { MiddlewareObj } from '@middy/core';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import { findAmbiguity } from '../contracts/find-ambiguity.ts';
import { DomainError } from '../domain/errors.ts';
import type { HttpEvent } from './http-event.ts';

const maxBodyBytes = 64 * 1024;

const jsonType = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

/** Body → JSON value in `event.body`, or a refusal that says what is wrong: type, size, syntax, ambiguity, in that order. */
export function jsonBody(): MiddlewareObj<HttpEvent> {
  const parser = httpJsonBodyParser({ disableContentTypeCheck: true });
  return {
    before: (request) => {
      requireJson(request.event.headers['content-type']);
      const text = requireText(request.event);
      requireSyntax(text);
      requireOneReading(text);
      parser.before?.(request);
    },
  };
}

function requireJson(contentType: string | undefined): void {
  if (contentType !== undefined && jsonType.test(contentType.trim())) return;
  throw new DomainError('unsupported-media-type', 'Send the body with Content-Type: application/json, in UTF-8.');
}

function requireText({ body, isBase64Encoded }: HttpEvent): string {
  if (!body) throw new DomainError('malformed-json', 'The body is empty.');
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
  if (Buffer.byteLength(text) <= maxBodyBytes) return text;
  throw new DomainError('payload-too-large', `The body may have ${maxBodyBytes} bytes at most.`);
}

/** Apart from the parser, which gives one error for a bad text and for a name that it forbids. */
function requireSyntax(text: string): void {
  try {
    JSON.parse(text);
  } catch {
    throw new DomainError('malformed-json', 'The body is not JSON.');
  }
}

function requireOneReading(text: string): void {
  const ambiguity = findAmbiguity(text);
  if (!ambiguity) return;
  const { code, ...problem } = ambiguity;
  throw new DomainError(code, problem.detail, { problems: [problem] });
}
