import { expect } from '@jest/globals';
import { paymentRequest } from '../../support/api-client.ts';
import { eventually } from '../../support/eventually.ts';
import { atFunctions, type Cases, everywhere } from '../case.ts';
import { expectOnePayment, expectSameBytes, newKey, paymentUnder } from '../steps.ts';

export const scope: Cases = {
  S1: everywhere(async (door) => {
    const key = newKey();
    const acme = await door.create({ key });
    const globex = await door.create({ key, partner: 'globex', body: paymentRequest({ reference: 'of globex' }) });
    expect(globex.json.id).not.toBe(acme.json.id);
    expect((await paymentUnder(door, key, 'globex'))?.id).toBe(globex.json.id);
    expect((await door.get(acme.json.id, 'globex')).status).toBe(404);
    return [acme, globex];
  }),

  S2: atFunctions(async (door) => {
    const key = newKey();
    const first = await door.create({ key, keyId: 'key-1' });
    const replay = await door.create({ key, keyId: 'key-2' });
    expectSameBytes(replay, first);
    return replay;
  }),

  S3: everywhere(async (door) => {
    const batch = newKey();
    await door.startBatch({ key: batch, payments: [paymentRequest()] });
    const { json } = await eventually('the batch to complete', async () => {
      const read = await door.getBatch(batch);
      return read.json.status === 'completed' && read;
    });
    const alone = await door.create({ key: `${batch}#0` });
    await expectOnePayment(door, `${batch}#0`, alone);
    expect(json.results).toEqual([expect.objectContaining({ paymentId: expect.stringMatching(/^pay_/) })]);
    expect(json.results[0].paymentId).not.toBe(alone.json.id);
    return alone;
  }),
};
