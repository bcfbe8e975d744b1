import { readRailState } from '../../contracts/rail-answer.ts';
import { RetryLater } from '../../domain/errors.ts';
import type { AskRail } from '../../domain/rail/rail.ts';
import { callRail, type RailEndpoint } from './call-rail.ts';

/** `GET /payments/{id}`. A 404 says that the rail never took the order; any other odd answer says nothing. */
export function askRail(rail: RailEndpoint): AskRail {
  return async (paymentId, requestId) => {
    const { status, body } = await callRail(rail, `/payments/${paymentId}`, { headers: { 'x-request-id': requestId } });
    if (status === 404) return { status: 'unknown' };
    const state = status === 200 ? readRailState(paymentId, body) : undefined;
    if (state) return state;
    throw new RetryLater(`the rail answered ${status} to a question`);
  };
}
