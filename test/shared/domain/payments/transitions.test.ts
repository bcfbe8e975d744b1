import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Payment, PaymentStatus, RailEvent } from '#shared/domain/payments/payment.ts';
import { afterRailEvent, applyKept, isFinal, judge, move, type Verdict } from '#shared/domain/payments/transitions.ts';
import { aPayment } from '../../../support/a-payment.ts';

const statuses: PaymentStatus[] = ['accepted', 'submitted', 'settled', 'failed', 'returned'];
const at = '2026-11-20T10:00:00.000Z';
const failure = { code: 'code', message: 'message' };

function anEvent(type: RailEvent['type'], id: string = type): RailEvent {
  return type === 'settled' ? { id, type } : { id, type, failure };
}

function submitted(over: Partial<Payment> = {}): Payment {
  return aPayment({ status: 'submitted', ...over });
}

describe('the moves of a payment', () => {
  const table: [PaymentStatus, Record<PaymentStatus, Verdict>][] = [
    ['accepted', { accepted: 'already', submitted: 'fits', settled: 'early', failed: 'early', returned: 'early' }],
    ['submitted', { accepted: 'already', submitted: 'already', settled: 'fits', failed: 'fits', returned: 'early' }],
    ['settled', { accepted: 'already', submitted: 'already', settled: 'already', failed: 'refused', returned: 'fits' }],
    [
      'failed',
      { accepted: 'already', submitted: 'already', settled: 'refused', failed: 'already', returned: 'refused' },
    ],
    [
      'returned',
      { accepted: 'already', submitted: 'already', settled: 'already', failed: 'refused', returned: 'already' },
    ],
  ];
  test.each(table)('from %s are judged as declared', (from, verdicts) => {
    expect(Object.fromEntries(statuses.map((to) => [to, judge(from, to)]))).toEqual(verdicts);
  });

  test('end with failed and returned', () => {
    expect(statuses.filter(isFinal)).toEqual(['failed', 'returned']);
  });
});

describe('a rail event', () => {
  test('that fits moves the payment and ends the waiting', () => {
    const { payment, ...step } = afterRailEvent(submitted({ checks: 3 }), anEvent('settled'), at);
    expect(step).toEqual({ verdict: 'fits', reached: ['settled'], refused: [] });
    expect(payment).toMatchObject({ status: 'settled', updatedAt: at, checks: 0 });
    expect(payment).not.toHaveProperty('dueAt');
    expect(payment).not.toHaveProperty('failure');
  });

  test('that fails or returns a payment says why', () => {
    expect(afterRailEvent(submitted(), anEvent('failed'), at).payment.failure).toEqual(failure);
    expect(afterRailEvent(aPayment({ status: 'settled' }), anEvent('returned'), at).payment.failure).toEqual(failure);
  });

  test('that comes early is kept, and the payment goes on waiting', () => {
    const before = submitted();
    const { payment, ...step } = afterRailEvent(before, anEvent('returned'), at);
    expect(step).toEqual({ verdict: 'early', reached: [], refused: [] });
    expect(payment).toEqual({ ...before, early: [anEvent('returned')] });
  });

  test('that was kept applies as soon as it fits', () => {
    const kept = afterRailEvent(submitted(), anEvent('returned'), at).payment;
    const { payment, ...step } = afterRailEvent(kept, anEvent('settled'), at);
    expect(step).toEqual({ verdict: 'fits', reached: ['settled', 'returned'], refused: [] });
    expect(payment).toMatchObject({ status: 'returned', failure, early: [] });
  });

  test('of a type that is kept already is not kept again', () => {
    const kept = afterRailEvent(submitted(), anEvent('returned', 'one'), at).payment;
    expect(afterRailEvent(kept, anEvent('returned', 'two'), at)).toEqual({
      verdict: 'already',
      payment: kept,
      reached: [],
      refused: [],
    });
  });

  test('that is refused leaves the payment untouched', () => {
    const failed = aPayment({ status: 'failed' });
    expect(afterRailEvent(failed, anEvent('settled'), at)).toEqual({
      verdict: 'refused',
      payment: failed,
      reached: [],
      refused: [anEvent('settled')],
    });
  });

  test('that was kept and contradicts what came of the payment is kept no longer, and told', () => {
    const [settled, failed] = [anEvent('settled', 'one'), anEvent('failed', 'two')];
    const torn = afterRailEvent(afterRailEvent(aPayment(), settled, at).payment, failed, at).payment;
    expect(torn.early).toEqual([settled, failed]);
    const { payment, ...step } = applyKept(move(torn, 'submitted', at), at);
    expect(payment).toMatchObject({ status: 'settled', early: [] });
    expect(step).toEqual({ reached: ['settled'], refused: [failed] });
  });
});

describe('any history of rail events', () => {
  const histories = fc.array(
    fc.record({ type: fc.constantFrom<RailEvent['type'][]>('settled', 'failed', 'returned'), id: fc.nat({ max: 6 }) }),
    { maxLength: 20 },
  );
  const events = histories.map((list) => list.map(({ type, id }) => anEvent(type, `${type}-${id}`)));
  const run = (payment: Payment, list: RailEvent[]) => {
    const reached: PaymentStatus[] = [];
    for (const event of list) {
      const step = afterRailEvent(payment, event, at);
      payment = step.payment;
      reached.push(...step.reached);
    }
    return { payment, reached };
  };

  test('takes a payment along declared moves only, and reports each state once', () => {
    fc.assert(
      fc.property(events, (list) => {
        const { payment, reached } = run(submitted(), list);
        const path: PaymentStatus[] = ['submitted', ...reached];
        expect(path.at(-1)).toBe(payment.status);
        path.slice(1).forEach((to, n) => {
          expect(judge(path[n] ?? to, to)).toBe('fits');
        });
      }),
    );
  });

  test('keeps at most one early event of each type', () => {
    fc.assert(
      fc.property(events, (list) => {
        expect(run(aPayment(), list).payment.early.length).toBeLessThanOrEqual(3);
      }),
    );
  });

  test('has no further effect when any of it comes again, whenever that is', () => {
    fc.assert(
      fc.property(events, fc.infiniteStream(fc.nat()), (list, picks) => {
        const { payment } = run(submitted(), list);
        for (const _ of list) {
          const again = list[(picks.next().value ?? 0) % list.length];
          if (again) expect(afterRailEvent(payment, again, at)).toMatchObject({ payment, reached: [] });
        }
      }),
    );
  });
});
