import { z } from 'zod';
import type { Answer, AnswerHeaders } from '../answer.ts';
import { isHeaderValue, isToken } from '../header-syntax.ts';

/** A header's value may be a number or a truth value as well: it is printed. */
const headers = z.record(
  z.string().refine(isToken),
  z.union([z.string(), z.number(), z.boolean()]).transform(String).refine(isHeaderValue),
);

/** The form of an answer that names a status. A status may be text; 1xx is no final answer. */
const structured = z.object({
  statusCode: z
    .union([
      z.number(),
      z
        .string()
        .regex(/^\d{3}$/)
        .transform(Number),
    ])
    .pipe(z.int().min(200).max(599)),
  headers: headers.nullish(),
  cookies: z.array(z.string().refine(isHeaderValue)).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** These are about the connection or are the gateway's to say. */
const dropped = new Set([
  'connection',
  'content-length',
  'date',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'apigw-requestid',
]);

/**
 * What a function's result, as JSON text, means to the client: with a `statusCode` it is an answer in AWS's form, and
 * undefined when that form is broken; without one it is the body of a 200, errors included.
 */
export function interpretResult(payload: string): Answer | undefined {
  const result: unknown = JSON.parse(payload);
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) {
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: typeof result === 'string' ? result : payload,
    };
  }
  const { data } = structured.safeParse(result);
  return data && toAnswer(data);
}

function toAnswer({ statusCode, headers, cookies, body, isBase64Encoded }: z.infer<typeof structured>): Answer {
  return {
    status: statusCode,
    headers: headersOf(headers ?? {}, cookies ?? []),
    body: isBase64Encoded ? Buffer.from(body ?? '', 'base64') : (body ?? ''),
  };
}

function headersOf(given: Record<string, string>, cookies: string[]): AnswerHeaders {
  const result: AnswerHeaders = { 'content-type': 'text/plain;charset=UTF-8' };
  for (const [name, value] of Object.entries(given)) {
    const lower = name.toLowerCase();
    if (!dropped.has(lower)) result[lower] = value;
  }
  if (cookies.length > 0) result['set-cookie'] = [...cookies, ...[result['set-cookie'] ?? []].flat()];
  return result;
}
