import type { HttpEvent } from '#shared/lambda/http-event.ts';
import { readEvent } from './read-event.ts';

/** POST /v1/payments by acme; `over` replaces parts of it. */
export function httpEvent(over: Partial<HttpEvent> = {}): HttpEvent {
  return { ...readEvent<HttpEvent>('create-payment.new'), ...over };
}

export function withHeaders(headers: Record<string, string>, over: Partial<HttpEvent> = {}): HttpEvent {
  const event = httpEvent(over);
  return { ...event, headers: { ...event.headers, ...headers } };
}
