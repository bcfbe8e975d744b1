import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { freshKey, paymentRequest } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { bootTimeoutMs, type RunningSluice, runSluice } from '../support/run-sluice.ts';
import { sandboxScenarios } from '../support/sandbox-scenarios.ts';

let sluice: RunningSluice;
beforeAll(async () => {
  sluice = await runSluice();
}, bootTimeoutMs);
afterAll(() => sluice?.stop());

describe('the life of a payment, over HTTP, from acceptance to its end', () => {
  test.concurrent.each(sandboxScenarios)(
    '$reference ends $ends',
    async ({ reference, ends }) => {
      const created = await sluice.acme('POST', '/v1/payments', {
        key: freshKey(),
        body: paymentRequest({ reference }),
      });
      expect(created.status).toBe(202);
      expect(created.json.status).toBe('accepted');
      expect(created.headers.get('location')).toBe(`/v1/payments/${created.json.id}`);

      const payment = await eventually(
        `${reference} to end ${ends}`,
        async () => {
          // The rail never tells: what settles this payment is the schedule's reconciler, run here at its own pace.
          if (reference === 'sandbox:silent') await sluice.invoke('reconcilePayments');
          const { json } = await sluice.acme('GET', `/v1/payments/${created.json.id}`);
          return json.status === ends && json;
        },
        { deadlineMs: 90_000, everyMs: 500 },
      );
      if (ends === 'settled') expect(payment.failure).toBeUndefined();
      else expect(payment.failure).toEqual({ code: expect.any(String), message: expect.any(String) });
    },
    120_000,
  );
});
