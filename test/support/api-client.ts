import { randomUUID } from 'node:crypto';

/** What a partner's engineer sees of an answer. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads the body of an answer as JSON of whatever shape it expects
  json: any;
}

export interface Call {
  apiKey?: string;
  key?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** A partner's HTTP client: JSON bodies, one API key, an idempotency key per call. */
export function apiClient(api: string, apiKey?: string) {
  return async function call(method: string, path: string, options: Call = {}): Promise<Answer> {
    const key = options.apiKey ?? apiKey;
    const headers: Record<string, string> = {
      ...(key && { authorization: `Bearer ${key}` }),
      ...(options.key !== undefined && { 'idempotency-key': options.key }),
      ...(options.body !== undefined && { 'content-type': 'application/json' }),
      ...options.headers,
    };
    const body = typeof options.body === 'string' ? options.body : JSON.stringify(options.body);
    const response = await fetch(api + path, { method, headers, body, redirect: 'manual' });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parseJson(text) };
  };
}

export type ApiClient = ReturnType<typeof apiClient>;

/** A payment request that is right in every way; `over` replaces parts of it. */
export function paymentRequest(over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    amount: { value: 12_345, currency: 'EUR' },
    creditor: { name: 'Ada Lovelace', iban: 'DE89370400440532013000' },
    reference: 'Invoice 2026-117',
    metadata: { order: '117' },
    ...over,
  };
}

export function freshKey(): string {
  return randomUUID();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
