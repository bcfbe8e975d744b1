import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { toItem } from '#shared/contracts/stored-payment.ts';
import { aPayment, aScope } from '../../support/a-payment.ts';
import { captureLogs } from '../../support/captured-logs.ts';
import { metricsIn } from '../../support/emf.ts';
import { startConsumers } from '../wired-consumers.ts';

const logs = captureLogs();
let sluice: Awaited<ReturnType<typeof startConsumers>>;
beforeAll(async () => {
  sluice = await startConsumers();
});
afterAll(() => sluice?.stop());
beforeEach(() => logs.clear());

const dueAt = '2026-01-01T00:00:00.000Z';
const atMs = Date.now() - 3_600_000;
const values = (name: string) =>
  metricsIn(logs.lines()).flatMap((metric) => (metric.name === name ? metric.values : []));

describe('reconcile-payments', () => {
  test('sends again what no worker took, asks the rail about what it keeps silent on, and says how it went', async () => {
    const lost = aPayment({ scope: aScope({ key: 'lost' }), atMs, dueAt });
    const silent = aPayment({ scope: aScope({ key: 'silent' }), status: 'submitted', atMs, dueAt });
    await sluice.save(lost);
    await sluice.save(silent);
    sluice.answer(({ path }) => ({ status: 200, body: { id: path.split('/').at(-1), status: 'settled' } }));

    await sluice.reconcilePayments('reconcile-payments.tick');
    expect(await sluice.payments.bodies()).toEqual([{ paymentId: lost.id, requestId: lost.requestId }]);
    expect(await sluice.find(silent.id)).toMatchObject({ status: 'settled' });
    expect(sluice.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([`GET /payments/${silent.id}`]);
    expect(values('ReconciledPayments')).toEqual([2]);
    expect(values('PaymentsSettled')).toEqual([1]);
    expect(values('OldestUnsettledAgeSeconds')[0]).toBeGreaterThanOrEqual(3600);
    expect(logs.lines('payments reconciled')).toEqual([
      expect.objectContaining({ resent: 1, moved: 1, leftOver: 0, failed: 0 }),
    ]);
  });

  test('leaves to the next run what it has no time for', async () => {
    await sluice.save(aPayment({ scope: aScope({ key: 'late' }), atMs, dueAt }));
    await sluice.reconcilePayments('reconcile-payments.tick', 19_000);
    expect(logs.lines('payments reconciled')).toEqual([expect.objectContaining({ leftOver: 1 })]);
    await sluice.reconcilePayments('reconcile-payments.tick');
    expect(logs.lines('payments reconciled')[1]).toMatchObject({ resent: 1, leftOver: 0 });
  });

  test('fails when a check failed for a reason that nobody foresaw, after all others were done', async () => {
    const broken = toItem(aPayment({ scope: aScope({ key: 'broken' }), atMs, dueAt }));
    await sluice.db.send(new PutCommand({ TableName: 'PaymentsTable', Item: { ...broken, status: 'lost' } }));
    const good = aPayment({ scope: aScope({ key: 'good' }), atMs, dueAt });
    await sluice.save(good);
    await expect(sluice.reconcilePayments('reconcile-payments.tick')).rejects.toThrow(/1 checks failed/);
    expect(await sluice.find(good.id)).toMatchObject({ checks: 1 });
  });
});
