import { expect } from '@jest/globals';
import { paymentRequest } from '../../support/api-client.ts';
import { eventually } from '../../support/eventually.ts';
import { atFunctions, type Cases, everywhere } from '../case.ts';
import { newKey, outliveRecord, unfunded } from '../steps.ts';

const none = { payments: [] };

export const lookup: Cases = {
  L1: atFunctions(async (door) => {
    const key = newKey();
    const { json } = await door.create({ key });
    const found = await door.list({ idempotencyKey: key });
    expect(found.json).toEqual({ payments: [json] });
    const read = door.lastTableCall();
    expect(read).toMatchObject({ operation: 'GetItem', input: { ConsistentRead: true } });
    await door.settled(json.id);
    expect((await door.list({ idempotencyKey: key })).json.payments).toMatchObject([
      { id: json.id, status: 'settled' },
    ]);
    return found;
  }),

  L2: everywhere(async (door) => {
    const key = `with, ${newKey()}`;
    const { json } = await door.create({ key: `"${key}"` });
    const found = await door.list({ idempotencyKey: `"${key}"` });
    expect(found.json.payments).toMatchObject([{ id: json.id }]);
    return found;
  }),

  L3: everywhere(async (door) => {
    const key = newKey();
    await door.create({ key, partner: 'globex' });
    const answers = [await door.list({ idempotencyKey: newKey() }), await door.list({ idempotencyKey: key })];
    for (const { json } of answers) expect(json).toEqual(none);
    expect((await door.list({ idempotencyKey: key }, 'globex')).json.payments).toHaveLength(1);
    return answers;
  }),

  L4: everywhere(async (door) => {
    const key = newKey();
    expect((await door.create({ key, body: unfunded().body })).status).toBe(402);
    const found = await door.list({ idempotencyKey: key });
    expect(found.json).toEqual(none);
    return found;
  }),

  L5: everywhere(async (door) => {
    const key = newKey();
    const { json } = await door.create({ key });
    await outliveRecord(door, key);
    const found = await door.list({ idempotencyKey: key });
    expect(found.json.payments).toMatchObject([{ id: json.id }]);
    return found;
  }),

  L6: everywhere(async (door) => {
    const key = newKey();
    const { struck, release } = door.breakCall(
      { operation: 'TransactWriteItems', table: door.tables.payments },
      'hold',
    );
    const running = door.create({ key });
    await struck;
    const found = await door.list({ idempotencyKey: key });
    expect(found.json).toEqual(none);
    release();
    expect((await running).status).toBe(202);
    return found;
  }),

  L7: everywhere(async (door) => {
    const batch = newKey();
    await door.startBatch({ key: batch, payments: [paymentRequest()] });
    await eventually('the batch to complete', async () => (await door.getBatch(batch)).json.status === 'completed');
    const found = await door.list({ idempotencyKey: `${batch}#0` });
    expect(found.json).toEqual(none);
    return found;
  }),

  L8: everywhere(async (door) => {
    const idempotencyKey = newKey();
    const answer = await door.list({ idempotencyKey, status: 'accepted', cursor: 'x' });
    expect(answer.json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      'query/status',
      'query/cursor',
    ]);
    expect((await door.list({ idempotencyKey, limit: '1' })).status).toBe(200);
    return answer;
  }),

  L9: everywhere(async (door) => {
    const callsBefore = door.tableCalls();
    const answers = [];
    for (const idempotencyKey of ['', 'a b', '"open', 'k'.repeat(65), 'one,two'])
      answers.push(await door.list({ idempotencyKey }));
    for (const { json } of answers)
      expect(json).toMatchObject({ code: 'invalid-request', errors: [{ pointer: 'query/idempotencyKey' }] });
    expect(door.tableCalls()).toBe(callsBefore);
    return answers;
  }),
};
