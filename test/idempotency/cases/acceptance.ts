import { expect } from '@jest/globals';
import { readBalances } from '#shared/adapters/ledger/read-balances.ts';
import { paymentPath } from '#shared/contracts/payment-view.ts';
import { atFunctions, type Cases, everywhere } from '../case.ts';
import { deposit, expectOnePayment, expectSameBytes, newKey, recordOf, unfunded } from '../steps.ts';

const many = <Item>(count: number, make: () => Item): Item[] => Array.from({ length: count }, make);

export const acceptance: Cases = {
  F1: atFunctions(async (door) => {
    const key = newKey();
    const first = await door.create({ key });
    expect(first.headers.location).toBe(paymentPath(first.json.id));
    await expectOnePayment(door, key, first);
    expect(await door.messagesAbout(first.json.id)).toBe(1);
    return first;
  }),

  F2: everywhere(async (door) => {
    const key = newKey();
    const answers = await Promise.all(many(20, () => door.create({ key })));
    const accepted = answers.filter(({ status }) => status === 202);
    expect(accepted.length).toBeGreaterThan(0);
    await expectOnePayment(door, key, ...accepted);
    return answers;
  }),

  R1: everywhere(async (door) => {
    const key = newKey();
    const first = await door.create({ key });
    const replay = await door.create({ key });
    expectSameBytes(replay, first);
    return replay;
  }),

  R2: atFunctions(async (door) => {
    const key = newKey();
    const balances = readBalances(door.documents, door.tables.ledger);
    const first = await door.create({ key });
    const before = await balances('acme');
    const replays = [];
    for (const _ of many(10, () => 0)) replays.push(await door.create({ key }));
    for (const replay of replays) expectSameBytes(replay, first);
    expect(await balances('acme')).toEqual(before);
    await expectOnePayment(door, key, ...replays);
    expect(await door.messagesAbout(first.json.id)).toBe(1);
    return replays;
  }),

  R3: everywhere(async (door) => {
    const key = newKey();
    const first = await door.create({ key });
    await door.settled(first.json.id);
    const replay = await door.create({ key });
    expectSameBytes(replay, first);
    expect(replay.json.status).toBe('accepted');
    expect((await door.get(first.json.id)).json.status).toBe('settled');
    return replay;
  }),

  R4: everywhere(async (door) => {
    const { body, currency } = unfunded();
    await deposit(door, currency, 500);
    const [key, broke] = [newKey(), newKey()];
    const first = await door.create({ key, body });
    expect((await door.create({ key: broke, body })).status).toBe(402);
    const replay = await door.create({ key, body });
    expectSameBytes(replay, first);
    expect(await recordOf(door, broke)).toBeUndefined();
    return replay;
  }),
};
