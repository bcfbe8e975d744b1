import type { IncomingMessage } from 'node:http';
import { AwsError } from '../aws-error.ts';
import { type Answer, errorAnswer } from './answer.ts';
import { type Guard, ResponseLost } from './guard.ts';
import { readBody } from './read-body.ts';
import type { Caller, Input, Service } from './service.ts';

/** Answers AWS JSON 1.0 and 1.1: `POST /` with `X-Amz-Target: <prefix>.<operation>`. */
export function createJsonProtocol(services: readonly Service[], guard: Guard) {
  const byPrefix = new Map(services.map((service) => [service.targetPrefix, service]));

  return async (request: IncomingMessage, caller: Caller): Promise<Answer> => {
    const contentType = request.headers['content-type'] ?? 'application/x-amz-json-1.0';
    const [prefix = '', operation = ''] = String(request.headers['x-amz-target'] ?? '').split('.');
    const service = byPrefix.get(prefix);
    try {
      if (!service) throw new AwsError('UnknownOperationException', `The twin has no API named ${prefix}.`);
      const body = await readBody(request);
      const input = parse(body);
      return await guard({ service, operation, input, caller }, async () => {
        if (service.forward) return await service.forward(operation, body, caller);
        const output = await service.call(operation, input, caller);
        return { status: 200, headers: { 'content-type': contentType }, body: JSON.stringify(output ?? {}) };
      });
    } catch (error) {
      if (error instanceof ResponseLost) throw error;
      const { headers, ...answer } = errorAnswer(error, contentType);
      const own = error instanceof AwsError ? service?.errorHeaders?.(error) : {};
      return { ...answer, headers: { ...headers, ...own } };
    }
  };
}

function parse(body: Buffer): Input {
  try {
    const value: unknown = JSON.parse(body.toString('utf8') || '{}');
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Falls through: one answer for everything that is no JSON object.
  }
  throw new AwsError('SerializationException', 'The request is not a JSON object.');
}
