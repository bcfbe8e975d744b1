import { readRailAnswer } from '../../contracts/rail-answer.ts';
import { RetryLater } from '../../domain/errors.ts';
import type { SendToRail } from '../../domain/rail/rail.ts';
import { callRail, type RailEndpoint } from './call-rail.ts';

const telling: ReadonlySet<number> = new Set([200, 201, 202, 422]);

/**
 * `POST /payments`. Only an answer that is understood counts: anything else (no reply, 429, 5xx, a refused key, a body
 * of another shape) leaves open whether the rail took the order, and asking again is safe.
 */
export function sendToRail(rail: RailEndpoint): SendToRail {
  return async (order, requestId) => {
    const { status, body } = await callRail(rail, '/payments', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-request-id': requestId },
      body: JSON.stringify(order),
    });
    const answer = telling.has(status) ? readRailAnswer(order.id, body) : undefined;
    if (answer) return answer;
    throw new RetryLater(`the rail answered ${status} to an order`);
  };
}
