import * as z from 'zod/mini';
import type { RailAnswer, RailState } from '../domain/rail/rail.ts';
import { failureOf, givenReason } from './rail-failure.ts';

const statuses = ['pending', 'settled', 'failed', 'returned', 'rejected'] as const;

/** What the rail says of a payment, in answer to a POST or a GET. */
const railAnswer = z.extend(givenReason, { id: z.string(), status: z.enum(statuses) });

/** The rail's account of this very payment; `undefined` when the body is anything else. */
export function readRailState(paymentId: string, body: unknown): RailState | undefined {
  const parsed = railAnswer.safeParse(body);
  if (!parsed.success || parsed.data.id !== paymentId) return undefined;
  const { status, ...reason } = parsed.data;
  if (status === 'pending' || status === 'settled') return { status };
  return { status, failure: failureOf(reason) };
}

/** What the state means as an answer to an order: a rail that repeats itself may tell of a later state. */
export function readRailAnswer(paymentId: string, body: unknown): RailAnswer | undefined {
  const state = readRailState(paymentId, body);
  if (!state) return undefined;
  return state.status === 'rejected' ? { answer: 'rejected', failure: state.failure } : { answer: 'taken' };
}
