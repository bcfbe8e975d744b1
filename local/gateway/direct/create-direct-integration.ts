import { randomUUID } from 'node:crypto';
import type { AwsApi } from '../../aws-api/aws-api.ts';
import { AwsError } from '../../aws-error.ts';
import { type Answer, refusal } from '../answer.ts';
import type { Integrate } from '../api/api.ts';
import type { Exchange } from '../exchange.ts';
import { within } from '../within.ts';
import type { MapParameters } from './map-parameters.ts';
import type { Subtype } from './subtype.ts';

export interface DirectIntegrationOptions {
  aws: Pick<AwsApi, 'call'>;
  subtype: Subtype;
  mapParameters: MapParameters;
  /** The role that the gateway acts for; its rights are checked by the call. */
  roleArn: string;
  timeoutMs: number;
}

interface Done {
  answer: Answer;
  status?: number;
  error?: string;
}

/**
 * An AWS service behind a route, without a function. What the service answers is passed on with its status, errors
 * included. A request from which a parameter cannot be mapped calls nothing; that it is a 400 is unverified.
 */
export function createDirectIntegration(options: DirectIntegrationOptions): Integrate {
  return async (exchange) => {
    const startMs = performance.now();
    const requestId = randomUUID();
    const { answer, ...told } = await perform(options, exchange, requestId);
    return { answer, record: { ...told, requestId, latencyMs: Math.round(performance.now() - startMs) } };
  };
}

async function perform(options: DirectIntegrationOptions, exchange: Exchange, requestId: string): Promise<Done> {
  const { aws, subtype, mapParameters, roleArn, timeoutMs } = options;
  const mapped = mapParameters(exchange);
  if ('error' in mapped) return { answer: refusal(400), error: mapped.error };
  try {
    const call = aws.call(roleArn, subtype.service, subtype.operation, subtype.inputOf(mapped.values));
    const output = await within(call, timeoutMs);
    if (output === 'timed-out') return { answer: refusal(503), error: 'Endpoint request timed out' };
    return { answer: subtype.answerOf(output, requestId), status: 200 };
  } catch (error) {
    if (!(error instanceof AwsError)) return { answer: refusal(500), error: String(error) };
    const answer = subtype.errorAnswerOf(error, requestId);
    return { answer, status: answer.status, error: error.message };
  }
}
