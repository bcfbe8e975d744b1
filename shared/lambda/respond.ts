import type { HttpResponse } from './http-event.ts';

export function json(statusCode: number, body: unknown, headers: Record<string, string> = {}): HttpResponse {
  return { statusCode, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

export function noContent(statusCode: 204 | 304, headers: Record<string, string> = {}): HttpResponse {
  return { statusCode, headers };
}
