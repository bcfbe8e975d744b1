import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { expect } from '@jest/globals';
import { paymentPath } from '#shared/contracts/payment-view.ts';
import { paymentRequest } from '../../support/api-client.ts';
import { type Cases, everywhere } from '../case.ts';
import type { Door } from '../doors/door.ts';
import { expectOnePayment, expectSameBytes, moveTime, newKey, outliveRecord, recordKey, recordOf } from '../steps.ts';

const week = 7 * 24 * 60 * 60;

export const retention: Cases = {
  T1: everywhere(async (door) => {
    const key = newKey();
    const first = await door.create({ key });
    expect(Number((await recordOf(door, key))?.expiration) * 1000 - Date.now()).toBeGreaterThan((week - 60) * 1000);
    await moveTime(door, key, 'expiration', Math.ceil(Date.now() / 1000) + 60);
    const replay = await door.create({ key });
    expectSameBytes(replay, first);
    return replay;
  }),

  T2: everywhere((door) => repeatAfter(door, forget)),
  T3: everywhere((door) => repeatAfter(door, outliveRecord)),

  T4: everywhere(async (door) => {
    const answers = [];
    for (const isOver of [forget, outliveRecord]) {
      const key = newKey();
      const first = await door.create({ key });
      await isOver(door, key);
      const other = await door.create({ key, body: paymentRequest({ reference: 'another' }) });
      expect(other.json.resource).toBe(paymentPath(first.json.id));
      answers.push(other);
    }
    return answers;
  }),

  T5: everywhere(async (door) => {
    const key = newKey();
    await door.create({ key });
    const kept = await recordOf(door, key);
    const replays = [await door.create({ key }), await door.create({ key })];
    expect(await recordOf(door, key)).toEqual(kept);
    return replays;
  }),

  T6: everywhere(async (door) => {
    const key = newKey();
    const first = await door.create({
      key,
      body: paymentRequest({ creditor: creditor('DE89 3704 0044 0532 0130 00') }),
    });
    const record = await recordOf(door, key);
    const { id, validation, data, status, expiration, in_progress_expiration, ...more } = record ?? {};
    expect([id, validation].map(String)).toEqual([expect.stringMatching(hash), expect.stringMatching(hash)]);
    expect([status, typeof expiration, typeof in_progress_expiration]).toEqual(['COMPLETED', 'number', 'number']);
    expect(data).toMatchObject({ statusCode: 202, body: first.text });
    expect(more).toEqual({});
    expect(JSON.stringify(record)).not.toMatch(new RegExp(`${key}|0532 0130`));
    return first;
  }),
};

/** 256 bits in base64. */
const hash = /^(answer#)?[A-Za-z0-9+/]{43}=$/;

function creditor(iban: string) {
  return { name: 'Ada Lovelace', iban };
}

/** The store has deleted the record. */
async function forget({ documents, tables }: Door, key: string): Promise<void> {
  await documents.send(new DeleteCommand({ TableName: tables.keys, Key: recordKey(key) }));
}

async function repeatAfter(door: Door, isOver: (door: Door, key: string) => Promise<void>) {
  const key = newKey();
  const first = await door.create({ key });
  await door.settled(first.json.id);
  await isOver(door, key);
  const replay = await door.create({ key });
  expect(replay.json).toMatchObject({ id: first.json.id, status: 'settled', createdAt: first.json.createdAt });
  await expectOnePayment(door, key, replay);
  return replay;
}
