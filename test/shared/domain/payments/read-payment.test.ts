import { describe, expect, test } from '@jest/globals';
import { readPayment } from '#shared/domain/payments/read-payment.ts';
import { fakePaymentStore } from '../../../fakes/payment-store.ts';
import { aPayment, aScope, someMs } from '../../../support/a-payment.ts';

const notFound = { code: 'payment-not-found' };

describe('reading a payment', () => {
  const table = fakePaymentStore();
  const looked: string[] = [];
  const read = readPayment((id) => {
    looked.push(id);
    return table.find(id);
  });
  const payment = aPayment();

  test('gives its partner the payment', async () => {
    await table.save(payment);
    expect(await read('acme', payment.id)).toEqual(payment);
  });

  test('tells another partner what it tells of one that never was', async () => {
    const never = aPayment({ scope: aScope({ key: 'never' }) }).id;
    const [theirs, nobodys] = await Promise.allSettled([read('globex', payment.id), read('globex', never)]);
    expect(theirs).toEqual(nobodys);
    await expect(read('globex', payment.id)).rejects.toMatchObject(notFound);
  });

  test('asks for the whole id: the same fingerprint under another time is not it', async () => {
    const { id } = aPayment({ atMs: someMs + 1 });
    await expect(read('acme', id)).rejects.toMatchObject(notFound);
  });

  test('looks nothing up under what cannot be an id', async () => {
    looked.length = 0;
    for (const id of ['', '../health', '__proto__', `${payment.id}x`]) {
      await expect(read('acme', id)).rejects.toMatchObject(notFound);
    }
    expect(looked).toEqual([]);
  });
});
