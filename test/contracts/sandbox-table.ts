import { describe, expect, test } from '@jest/globals';
import type { SandboxPayment } from '#shared/domain/rail/sandbox-payment.ts';
import type { SandboxTable } from '../fakes/sandbox-table.ts';

const failure = { code: 'c', message: 'm' };

function aPayment(paymentId: string, over: Partial<SandboxPayment> = {}): SandboxPayment {
  return { paymentId, status: 'pending', scheduled: false, ...over };
}

/** What every table of the sandbox bank does. Each test uses a payment of its own. */
export function sandboxTableContract(name: string, table: () => SandboxTable): void {
  describe(`${name}, as the sandbox bank’s table`, () => {
    test('a payment is taken once; the second time gives the first', async () => {
      const payment = aPayment('taken');
      expect(await table().take(payment)).toEqual({ isNew: true, payment });
      expect(await table().take(aPayment('taken', { status: 'rejected' }))).toEqual({ isNew: false, payment });
    });

    test('of many at once one is new', async () => {
      const takes = await Promise.all(Array.from({ length: 8 }, () => table().take(aPayment('race'))));
      expect(takes.filter(({ isNew }) => isNew)).toHaveLength(1);
    });

    test('a payment that was never taken is not there, and nothing brings it there', async () => {
      await table().advance('never', 'settled');
      expect(await table().find('never')).toBeUndefined();
    });

    test('a rejected payment keeps its reason', async () => {
      const payment = aPayment('rejected', { status: 'rejected', failure, scheduled: true });
      await table().take(payment);
      expect(await table().find('rejected')).toEqual(payment);
    });

    test('what was scheduled is marked', async () => {
      await table().take(aPayment('scheduled'));
      await table().markScheduled('scheduled');
      expect(await table().find('scheduled')).toEqual(aPayment('scheduled', { scheduled: true }));
    });

    test('a payment moves on and never back', async () => {
      await table().take(aPayment('moves'));
      for (const [to, ends] of [
        ['settled', 'settled'],
        ['failed', 'settled'],
        ['returned', 'returned'],
        ['settled', 'returned'],
      ] as const) {
        await table().advance('moves', to, to === 'settled' ? undefined : failure);
        expect(await table().find('moves')).toMatchObject({ status: ends });
      }
      expect(await table().find('moves')).toEqual(aPayment('moves', { status: 'returned', failure }));
    });
  });
}
