import * as z from 'zod/mini';
import type { RailEvent } from '../domain/payments/payment.ts';
import type { ReadRailEvent } from '../domain/webhooks/process-webhook.ts';
import { failureOf, givenReason } from './rail-failure.ts';

/** Body of a rail's event. A rail may add members at any time: what we do not know, we do not read. */
const envelope = z.object({ type: z.string() });
const railEventBody = z.object({ data: z.extend(givenReason, { paymentId: z.string().check(z.maxLength(64)) }) });

const types: Record<string, RailEvent['type']> = {
  'payment.settled': 'settled',
  'payment.failed': 'failed',
  'payment.returned': 'returned',
};

/** The type is looked at before the data: the data of an unknown type may have any shape. */
export const readRailEvent: ReadRailEvent = (body) => {
  const json = parseJson(body);
  const named = envelope.safeParse(json);
  if (!named.success) return 'malformed-body';
  const type = Object.hasOwn(types, named.data.type) ? types[named.data.type] : undefined;
  if (!type) return 'unknown-type';
  const told = railEventBody.safeParse(json);
  if (!told.success) return 'malformed-body';
  const { paymentId, ...reason } = told.data.data;
  return { paymentId, event: type === 'settled' ? { type } : { type, failure: failureOf(reason) } };
};

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
