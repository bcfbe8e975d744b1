import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { HttpEvent } from '#shared/lambda/http-event.ts';
import { aPayment } from '../../support/a-payment.ts';
import { captureLogs } from '../../support/captured-logs.ts';
import { eventually } from '../../support/eventually.ts';
import { startConsumers } from '../wired-consumers.ts';

captureLogs();
let sluice: Awaited<ReturnType<typeof startConsumers>>;
beforeAll(async () => {
  sluice = await startConsumers();
});
afterAll(() => sluice?.stop());

const { id } = aPayment();
const withBody =
  (body: string | undefined) =>
  (event: HttpEvent): HttpEvent => ({ ...event, body });
const withOrder =
  (order: Record<string, unknown>) =>
  (event: HttpEvent): HttpEvent => ({
    ...event,
    body: JSON.stringify({ ...JSON.parse(event.body ?? '{}'), ...order }),
  });

describe('the sandbox rail', () => {
  test('does not know a payment that nobody sent', async () => {
    expect(await sluice.sandboxRail('sandbox-rail.question')).toMatchObject({ status: 404 });
  });

  test('takes an order once, answers each repeat the same, and schedules what becomes of it', async () => {
    const first = await sluice.sandboxRail('sandbox-rail.order');
    expect(first).toMatchObject({ status: 202, json: { id, status: 'pending' } });
    expect(await sluice.sandboxRail('sandbox-rail.order')).toEqual(first);
    expect(await sluice.sandboxRail('sandbox-rail.question')).toMatchObject({
      status: 200,
      json: { id, status: 'pending' },
    });
    const steps = await eventually('the delay to pass', async () => {
      const bodies = await sluice.rail.bodies();
      return bodies.length > 0 && bodies;
    });
    expect(steps).toEqual([
      { paymentId: id, eventId: `evt_${id}_settled`, type: 'settled', notify: true, requestId: 'UWZ9xi6VliAEMZw=' },
    ]);
    await sluice.sandboxRailNotify('sandbox-rail-notify.silent');
    expect(await sluice.sandboxRail('sandbox-rail.question')).toMatchObject({
      status: 200,
      json: { id, status: 'settled' },
    });
  });

  test('rejects with 422 and a reason', async () => {
    const rejected = await sluice.sandboxRail('sandbox-rail.rejected', withOrder({ id: 'pay_rejected' }));
    expect(rejected).toMatchObject({
      status: 422,
      json: { id: 'pay_rejected', status: 'rejected', code: 'account-closed', message: expect.any(String) },
    });
  });

  test('answers the first flaky order with 500 and the next with 202', async () => {
    const flaky = withOrder({ id: 'pay_flaky', reference: 'sandbox:flaky' });
    expect(await sluice.sandboxRail('sandbox-rail.order', flaky)).toMatchObject({ status: 500 });
    expect(await sluice.sandboxRail('sandbox-rail.order', flaky)).toMatchObject({ status: 202 });
  });

  test.each([undefined, '', 'not JSON', '[]', '{"id":"pay_1"}'])('refuses %j as an order', async (body) => {
    expect(await sluice.sandboxRail('sandbox-rail.order', withBody(body))).toMatchObject({ status: 400 });
  });

  test('opens to its key only', async () => {
    expect(await sluice.sandboxRail('sandbox-rail.wrong-key')).toMatchObject({ status: 401 });
    const without = (event: HttpEvent): HttpEvent => ({ ...event, headers: {} });
    expect(await sluice.sandboxRail('sandbox-rail.order', without)).toMatchObject({ status: 401 });
    expect(await sluice.sandboxRail('sandbox-rail.question', without)).toMatchObject({ status: 401 });
  });
});
