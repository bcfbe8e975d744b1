import type { Failure } from '#shared/domain/payments/payment.ts';
import type { AskRail, RailOrder, RailState, SendToRail } from '#shared/domain/rail/rail.ts';

export interface FakeRail {
  send: SendToRail;
  ask: AskRail;
  /** Every order that came, repeats included. */
  orders: RailOrder[];
  /** What became of each payment; the rail's one effect per id. */
  states: Map<string, RailState>;
}

/** A rail in memory that takes every order, or rejects each with the same reason. */
export function fakeRail(rejects?: Failure): FakeRail {
  const orders: RailOrder[] = [];
  const states = new Map<string, RailState>();
  return {
    orders,
    states,
    send: async (order) => {
      orders.push(order);
      const first: RailState = rejects ? { status: 'rejected', failure: rejects } : { status: 'pending' };
      if (!states.has(order.id)) states.set(order.id, first);
      return rejects ? { answer: 'rejected', failure: rejects } : { answer: 'taken' };
    },
    ask: async (paymentId) => states.get(paymentId) ?? { status: 'unknown' },
  };
}
