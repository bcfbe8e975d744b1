import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import type { Functions } from './functions.ts';
import type { Invocation } from './invocation.ts';

/** An HTTP request whose signature and rights were looked at already. Header names are in lower case. */
export interface RestRequest {
  method: string;
  /** With its query. */
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export interface RestResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** The function that a path of the Lambda API invokes; undefined when it is no Invoke path. */
export function invokedFunction(path: string): { name: string; qualifier: string | undefined } | undefined {
  const { pathname, searchParams } = new URL(path, 'http://lambda');
  const name = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(pathname)?.[1];
  if (name === undefined) return undefined;
  return { name: decodeURIComponent(name), qualifier: searchParams.get('Qualifier') ?? undefined };
}

/** Of the log, in the response to a request with `X-Amz-Log-Type: Tail`. */
const logTailBytes = 4096;

/** Lambda's REST operation Invoke: waiting, asynchronous (`Event`) or checking only (`DryRun`). */
export async function handleInvoke(functions: Functions, request: RestRequest): Promise<RestResponse> {
  try {
    return await invoke(functions, request);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return errorResponse(error);
  }
}

async function invoke(functions: Functions, { method, path, headers, body }: RestRequest): Promise<RestResponse> {
  const invoked = invokedFunction(path);
  if (method !== 'POST' || invoked === undefined) {
    throw new AwsError(
      'UnknownOperationException',
      `The twin's Lambda API has Invoke only, not ${method} ${path}`,
      404,
    );
  }
  const address = invoked.qualifier === undefined ? invoked.name : `${invoked.name}:${invoked.qualifier}`;
  functions.describe(address);
  const event = parseEvent(body);
  const type = headers['x-amz-invocation-type'] ?? 'RequestResponse';
  if (type === 'DryRun') return { status: 204, headers: {}, body: '' };
  if (type === 'Event') {
    return { status: 202, headers: { 'x-amzn-requestid': functions.invokeLater(address, event) }, body: '' };
  }
  const lines: string[] = [];
  const invocation = await functions.invoke(address, event, { onLog: (text) => lines.push(text) });
  const response = responseTo(invocation);
  if (headers['x-amz-log-type'] === 'Tail') response.headers['x-amz-log-result'] = tailOf(lines);
  return response;
}

function parseEvent(body: string): unknown {
  if (body === '') return {};
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new AwsError('InvalidRequestContentException', `Could not parse request body into json: ${error}`, 400);
  }
}

function responseTo(invocation: Invocation): RestResponse {
  const headers = { 'content-type': 'application/json', 'x-amzn-requestid': invocation.requestId };
  if (invocation.outcome === 'throttled') {
    throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429, { Type: 'User', Reason: invocation.reason });
  }
  if (invocation.outcome === 'failed') {
    return { status: 200, headers: { ...headers, 'x-amz-function-error': 'Unhandled' }, body: invocation.payload };
  }
  return { status: 200, headers, body: invocation.payload };
}

function errorResponse({ code, message, status, fields }: AwsError): RestResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': code, 'x-amzn-requestid': randomUUID() },
    body: JSON.stringify({ ...fields, Message: message, message }),
  };
}

function tailOf(lines: string[]): string {
  return Buffer.from(lines.map((line) => `${line}\n`).join(''))
    .subarray(-logTailBytes)
    .toString('base64');
}
