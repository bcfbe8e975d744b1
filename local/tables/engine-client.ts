import { Agent, type IncomingMessage, request } from 'node:http';
import { json } from 'node:stream/consumers';
import { z } from 'zod';
import type { Answer } from '../aws-api/answer.ts';
import { AwsError } from '../aws-error.ts';

export interface EngineClient {
  /** Passes a request on; the answer streams. */
  exchange(operation: string, body: Buffer | string): Promise<Answer & { body: IncomingMessage }>;
  call(operation: string, input: Record<string, unknown>): Promise<Record<string, unknown>>;
  close(): void;
}

const passedHeaders = ['content-type', 'content-length', 'x-amz-crc32'] as const;
const errorBody = z.looseObject({ __type: z.string(), message: z.string().default('') });

/** Speaks DynamoDB's protocol to the engine over connections that stay open. */
export function createEngineClient(port: number, region: string): EngineClient {
  const agent = new Agent({ keepAlive: true });
  const scope = `local/20260101/${region}/dynamodb/aws4_request`;
  const signed = {
    authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
    'x-amz-date': '20260101T000000Z',
    'content-type': 'application/x-amz-json-1.0',
  };

  const exchange: EngineClient['exchange'] = async (operation, body) => {
    const headers = {
      ...signed,
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      'content-length': Buffer.byteLength(body),
    };
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    request({ agent, host: '127.0.0.1', port, method: 'POST', headers })
      .on('response', resolve)
      .on('error', reject)
      .end(body);
    const response = await promise;
    const passed = Object.fromEntries(passedHeaders.map((name) => [name, response.headers[name]?.toString()]));
    return { status: response.statusCode ?? 500, headers: passed, body: response };
  };

  return {
    exchange,
    async call(operation, input) {
      const { status, body } = await exchange(operation, JSON.stringify(input));
      const output = await json(body);
      if (status === 200) return z.record(z.string(), z.unknown()).parse(output);
      const { __type: type, message, ...fields } = errorBody.parse(output);
      throw new AwsError(type.split('#').at(-1) ?? type, message, status, fields);
    },
    close: () => agent.destroy(),
  };
}
