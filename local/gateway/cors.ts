import type { AnswerHeaders } from './answer.ts';
import type { Request } from './request/read-request.ts';

/** An API's CORS configuration. */
export interface Cors {
  allowOrigins: readonly string[];
  allowMethods: readonly string[];
  allowHeaders: readonly string[];
  exposeHeaders: readonly string[];
  allowCredentials: boolean;
  maxAgeSeconds: number | undefined;
}

/** The gateway answers these itself, whatever routes there are (AWS: Configure CORS for HTTP APIs). */
export function isPreflight({ method, headers }: Request): boolean {
  return method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined;
}

/** None for an origin that is not allowed. */
export function preflightHeaders(cors: Cors, request: Request): AnswerHeaders {
  const origin = allowedOrigin(cors, request.headers.origin);
  if (origin === undefined) return {};
  return {
    ...common(cors, origin),
    ...(cors.allowMethods.length > 0 && { 'access-control-allow-methods': cors.allowMethods.join(',') }),
    ...(cors.allowHeaders.length > 0 && { 'access-control-allow-headers': cors.allowHeaders.join(',') }),
    ...(cors.maxAgeSeconds !== undefined && { 'access-control-max-age': String(cors.maxAgeSeconds) }),
  };
}

/** The API's headers in place of whatever the integration says about CORS. */
export function withCorsHeaders(headers: AnswerHeaders, cors: Cors, request: Request): AnswerHeaders {
  const own = Object.entries(headers).filter(([name]) => !name.startsWith('access-control-'));
  const origin = allowedOrigin(cors, request.headers.origin);
  if (origin === undefined) return Object.fromEntries(own);
  const exposed = cors.exposeHeaders.length > 0 && { 'access-control-expose-headers': cors.exposeHeaders.join(',') };
  return { ...Object.fromEntries(own), ...common(cors, origin), ...exposed };
}

function common({ allowCredentials }: Cors, origin: string): AnswerHeaders {
  return {
    'access-control-allow-origin': origin,
    ...(allowCredentials && { 'access-control-allow-credentials': 'true' }),
  };
}

function allowedOrigin({ allowOrigins }: Cors, origin: string | undefined): string | undefined {
  if (origin === undefined) return undefined;
  if (allowOrigins.includes('*')) return '*';
  const isAllowed = allowOrigins.some(
    (allowed) => allowed === origin || (/^https?:\/\/\*$/.test(allowed) && origin.startsWith(allowed.slice(0, -1))),
  );
  return isAllowed ? origin : undefined;
}
