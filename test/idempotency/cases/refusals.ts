import { expect } from '@jest/globals';
import { paymentPath } from '#shared/contracts/payment-view.ts';
import { paymentRequest } from '../../support/api-client.ts';
import { type Cases, everywhere } from '../case.ts';
import { deposit, expectNothingDone, expectOnePayment, expectSameBytes, newKey, recordOf, unfunded } from '../steps.ts';

const broken = paymentRequest({ amount: { value: 0, currency: 'EUR' } });
const another = paymentRequest({ reference: 'another' });

export const refusals: Cases = {
  N1: everywhere(async (door) => {
    const key = newKey();
    expect((await door.create({ key, body: broken })).json).toMatchObject({ status: 400, code: 'invalid-request' });
    expect(await recordOf(door, key)).toBeUndefined();
    const mended = await door.create({ key });
    await expectOnePayment(door, key, mended);
    return mended;
  }),

  N2: everywhere(async (door) => {
    const key = newKey();
    const first = await door.create({ key });
    const callsBefore = door.tableCalls();
    const answers = [
      await door.create({ key, body: broken }),
      await door.create({ key, body: '{' }),
      await door.create({ key, body: `"${'x'.repeat(65_536)}"` }),
      await door.create({ key, headers: { 'content-type': 'text/plain' } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 413, 415]);
    expect(door.tableCalls()).toBe(callsBefore);
    expectSameBytes(await door.create({ key }), first);
    return answers;
  }),

  N3: everywhere(async (door) => {
    const key = newKey();
    const { body, currency } = unfunded();
    const refused = await door.create({ key, body });
    expect(refused.json).toMatchObject({ code: 'insufficient-funds', available: { value: 0, currency } });
    await expectNothingDone(door, key);
    expect(await recordOf(door, key)).toBeUndefined();
    return refused;
  }),

  N4: everywhere(async (door) => {
    const key = newKey();
    const { body, currency } = unfunded();
    await door.create({ key, body });
    await deposit(door, currency, 100);
    const refused = await door.create({ key, body });
    expect(refused.json.available).toEqual({ value: 100, currency });
    return refused;
  }),

  N5: everywhere(async (door) => {
    const key = newKey();
    const { body, currency } = unfunded();
    expect((await door.create({ key, body })).status).toBe(402);
    await deposit(door, currency, 500);
    const accepted = await door.create({ key, body });
    await expectOnePayment(door, key, accepted);
    return accepted;
  }),

  N6: everywhere(async (door) => {
    const key = newKey();
    const { body, currency } = unfunded();
    await deposit(door, currency, 100);
    expect((await door.create({ key, body })).status).toBe(402);
    return door.create({ key, body: { ...body, amount: { value: 100, currency } } });
  }),

  N7: everywhere(async (door) => {
    const key = newKey();
    const first = await door.create({ key });
    const answers = [];
    for (let times = 0; times < 3; times++) answers.push(await door.create({ key, body: another }));
    for (const { json } of answers) expect(json.resource).toBe(paymentPath(first.json.id));
    expectSameBytes(await door.create({ key }), first);
    return answers;
  }),

  M1: everywhere(async (door) => {
    const key = newKey();
    const first = await door.create({ key });
    const answer = await door.create({ key, body: another });
    expect(answer.json).toMatchObject({ code: 'idempotency-key-reused', resource: paymentPath(first.json.id) });
    expect(await expectOnePayment(door, key)).toMatchObject({ id: first.json.id, reference: first.json.reference });
    return answer;
  }),

  M2: everywhere(async (door) => {
    const key = newKey();
    const first = await door.create({ key });
    const { json } = await door.create({ key, body: another });
    const read = await door.get(json.resource.split('/').at(-1));
    expect(read.json).toMatchObject({ id: first.json.id, reference: first.json.reference });
    return read;
  }),

  M3: everywhere(async (door) => {
    const key = newKey();
    await door.create({ key });
    const { release } = door.breakCall({ operation: 'GetItem', table: door.tables.payments }, 'fail', 2);
    const answer = await door.create({ key, body: another });
    release();
    expect((await door.create({ key, body: another })).status).toBe(422);
    return answer;
  }),
};
