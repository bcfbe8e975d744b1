import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { enqueuePayment } from '#shared/adapters/enqueue-payment.ts';
import { type Queue, startQueue } from '../../support/start-queue.ts';

let queue: Queue;
beforeAll(async () => {
  queue = await startQueue();
});
afterAll(() => queue?.stop());

describe('queueing a payment', () => {
  test('sends its id and the front door’s request id, and nothing else', async () => {
    await enqueuePayment(queue.client, queue.queueUrl)({ paymentId: 'pay_1', requestId: 'request-1' });
    expect(await queue.bodies()).toEqual([{ paymentId: 'pay_1', requestId: 'request-1' }]);
  });

  test('fails when there is no such queue', async () => {
    const missing = queue.queueUrl.replace('payments', 'no-such-queue');
    await expect(enqueuePayment(queue.client, missing)({ paymentId: 'pay_1', requestId: 'r' })).rejects.toThrow();
  });
});
