import type { Functions } from '../../lambda/functions.ts';
import type { Invocation } from '../../lambda/invocation.ts';
import { type Answer, refusal } from '../answer.ts';
import type { Integrate, Integrated } from '../api/api.ts';
import { within } from '../within.ts';
import { interpretResult } from './interpret-result.ts';
import { proxyEvent } from './proxy-event.ts';

export interface FunctionIntegrationOptions {
  functions: Pick<Functions, 'invoke'>;
  functionArn: string;
  /** Asked at each request, as on AWS: a missing permission shows as a failing route, not as a failing deployment. */
  mayInvoke: (stage: string) => boolean;
  timeoutMs: number;
}

/** What the access log says, in the words of AWS's troubleshooting page for Lambda integrations. */
const notPermitted =
  "The IAM role configured on the integration or API Gateway doesn't have permissions to call the integration. Check the permissions and try again.";
const wrongFormat = "The response from the Lambda function doesn't match the format that API Gateway expects.";

/** A route's function. Whatever goes wrong with it is a 500; if it is too slow, 503, and it runs on. */
export function createFunctionIntegration(options: FunctionIntegrationOptions): Integrate {
  const { functions, functionArn, mayInvoke, timeoutMs } = options;

  return async (exchange) => {
    const startMs = performance.now();
    const conclude = (answer: Answer, record: Omit<Integrated['record'], 'latencyMs'>): Integrated => ({
      answer,
      record: { ...record, latencyMs: Math.round(performance.now() - startMs) },
    });
    try {
      if (!mayInvoke(exchange.stage.name)) return conclude(refusal(500), { serviceStatus: 403, error: notPermitted });
      const work = functions.invoke(functionArn, proxyEvent(exchange), { traceId: exchange.request.traceId });
      const invocation = await within(work, timeoutMs);
      if (invocation === 'timed-out') return conclude(refusal(503), { error: 'Endpoint request timed out' });
      const { answer, ...record } = answerOf(invocation);
      return conclude(answer, record);
    } catch (error) {
      return conclude(refusal(500), { error: error instanceof Error ? error.message : String(error) });
    }
  };
}

function answerOf(invocation: Invocation): { answer: Answer } & Omit<Integrated['record'], 'latencyMs'> {
  const { requestId, outcome } = invocation;
  if (outcome === 'throttled') {
    return { answer: refusal(500), requestId, serviceStatus: 429, error: `Rate Exceeded: ${invocation.reason}` };
  }
  if (outcome === 'failed') {
    const error = `The Lambda function returned the following error: ${invocation.errorMessage}. Check your Lambda function code and try again.`;
    return { answer: refusal(500), requestId, serviceStatus: 200, error };
  }
  const answer = interpretResult(invocation.payload);
  return answer
    ? { answer, requestId, serviceStatus: 200, status: answer.status }
    : { answer: refusal(500), requestId, serviceStatus: 200, error: wrongFormat };
}
