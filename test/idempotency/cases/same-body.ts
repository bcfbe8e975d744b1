import { expect } from '@jest/globals';
import { paymentRequest } from '../../support/api-client.ts';
import { type Cases, everywhere } from '../case.ts';
import type { Answer, Door } from '../doors/door.ts';
import { expectSameBytes, newKey } from '../steps.ts';

const metadata = { order: '117', channel: 'app' };
const base = paymentRequest({ metadata });
const creditor = { name: 'Ada Lovelace', iban: 'DE89370400440532013000' };
const text = JSON.stringify(base);

export const sameBody: Cases = {
  B1: everywhere((door) => same(door, [reversed(base)])),
  B2: everywhere((door) => same(door, [JSON.stringify(base, null, 2), `\n${text}\r\n\t `])),
  B3: everywhere((door) => same(door, [{ ...base, creditor: { ...creditor, iban: 'DE89 3704 0044 0532 0130 00' } }])),
  B4: everywhere((door) => same(door, [paymentRequest({ metadata: undefined })], paymentRequest({ metadata: {} }))),
  B5: everywhere((door) => same(door, [text.replace('12345', '12345.0'), text.replace('12345', '1.2345e4')])),
  B6: everywhere((door) =>
    same(door, [text.replace('Ada', '\\u0041\\u0064\\u0061').replace('amount', '\\u0061mount')]),
  ),

  B7: everywhere(async (door) => {
    const key = newKey();
    const first = await door.create({ key, body: base });
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const headers = { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'another/1', traceparent };
    const replay = await door.create({ key, body: base, headers });
    expectSameBytes(replay, first);
    return replay;
  }),

  B8: everywhere((door) =>
    other(door, [
      { amount: { value: 12_346, currency: 'EUR' } },
      { amount: { value: 12_345, currency: 'JPY' } },
      { creditor: { ...creditor, name: 'Grace Hopper' } },
      { creditor: { ...creditor, iban: 'FR1420041010050500013M02606' } },
      { reference: 'Invoice 2026-118' },
      { metadata: { ...metadata, order: '118' } },
      { metadata: { order: '117' } },
      { metadata: undefined },
    ]),
  ),

  B9: everywhere((door) =>
    other(door, [
      { reference: 'invoice 2026-117 é' },
      { reference: 'Invoice 2026-117 é ' },
      { reference: 'Invoice 2026-117 e\u0301' },
      { reference: 'Invoice 2026-117\u00a0é' },
    ]),
  ),
};

async function same(door: Door, bodies: unknown[], body: unknown = base): Promise<Answer[]> {
  const key = newKey();
  const first = await door.create({ key, body });
  const replays = [];
  for (const again of bodies) replays.push(await door.create({ key, body: again }));
  for (const replay of replays) expectSameBytes(replay, first);
  return replays;
}

async function other(door: Door, changes: Record<string, unknown>[]): Promise<Answer[]> {
  const key = newKey();
  await door.create({ key, body: { ...base, reference: 'Invoice 2026-117 é' } });
  const answers = [];
  for (const change of changes)
    answers.push(await door.create({ key, body: { ...base, reference: 'Invoice 2026-117 é', ...change } }));
  expect(answers.map(({ json }) => json.code)).toEqual(changes.map(() => 'idempotency-key-reused'));
  return answers;
}

/** The same value with the names of each object in reverse. */
function reversed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reversed(member)]),
  );
}
