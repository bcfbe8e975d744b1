import { describe, expect, test } from '@jest/globals';
import { paymentView } from '#shared/contracts/payment-view.ts';
import { aPayment } from '../../support/a-payment.ts';

describe('a payment, as its partner sees it', () => {
  test('tells nothing of how it is kept', () => {
    const view = paymentView(aPayment({ batchId: 'b', failure: { code: 'c', message: 'm' } }));
    const shown = ['amount', 'batchId', 'createdAt', 'creditor', 'failure', 'id', 'metadata', 'reference', 'status'];
    expect(Object.keys(view).sort()).toEqual([...shown, 'updatedAt']);
  });

  test('has one text, whatever order its metadata came in', () => {
    const text = (metadata: Record<string, string>) => JSON.stringify(paymentView(aPayment({ metadata })));
    expect(text({ b: '2', a: '1', c: '3' })).toBe(text({ c: '3', a: '1', b: '2' }));
  });
});
