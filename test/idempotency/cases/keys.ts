import { expect } from '@jest/globals';
import { atFunctions, type Cases, everywhere } from '../case.ts';
import type { Answer, Door } from '../doors/door.ts';
import { expectOnePayment, newKey } from '../steps.ts';

const visible = Array.from({ length: 0x7e - 0x20 }, (_, index) => String.fromCharCode(0x21 + index)).join('');
const bareAlphabet = visible.replace(/[",\\]/g, '');

/** 64 characters, new each time. */
function longKey(): string {
  return `${newKey()}${newKey()}`.slice(0, 64);
}

export const keys: Cases = {
  K1: everywhere(async (door) => {
    const callsBefore = door.tableCalls();
    const answers = await acceptEach(door, [oneOf(bareAlphabet), longKey(), newKey()]);
    expect(door.tableCalls()).toBeGreaterThan(callsBefore);
    return answers;
  }),

  K2: everywhere(async (door) => {
    const [bareFirst, quotedFirst] = [longKey(), newKey()];
    const first = await door.create({ key: bareFirst });
    const second = await door.create({ key: `"${quotedFirst}"` });
    const replays = [await door.create({ key: `"${bareFirst}"` }), await door.create({ key: quotedFirst })];
    expect(replays.map(({ text }) => text)).toEqual([first.text, second.text]);
    return replays;
  }),

  K3: everywhere(async (door) => {
    const id = newKey();
    const keyOf: Record<string, string> = {
      [`"a key, ${id}"`]: `a key, ${id}`,
      [`"\\"\\\\${id}"`]: `"\\${id}`,
      [`"${id}${'\\"'.repeat(28)}"`]: `${id}${'"'.repeat(28)}`,
    };
    return acceptEach(door, Object.keys(keyOf), (header) => keyOf[header] ?? '');
  }),

  K4: everywhere((door) => acceptEach(door, bareAlphabet.match(/.{1,64}/g) ?? [])),

  K5: everywhere(async (door) => {
    const key = `Key-${newKey()}`;
    const first = await door.create({ key });
    const other = await door.create({ key: key.toUpperCase() });
    expect(other.json.id).not.toBe(first.json.id);
    return other;
  }),

  K6: everywhere(async (door) => {
    const key = newKey();
    await door.create({ key });
    return [await door.create({ key: `  ${key} ` }), await door.create({ key: ` "${key}"` })];
  }),

  K7: everywhere((door) => unheard(door, 'idempotency-key-missing', [undefined, '', '   '])),
  K8: everywhere((door) => malformed(door, ['k'.repeat(65), `"${'k'.repeat(65)}"`, `"${'\\"'.repeat(65)}"`, '""'])),
  K9: everywhere((door) => malformed(door, ['a b', 'a,b', 'a"b', 'a\\b'])),
  K10: everywhere((door) => malformed(door, ['twice,twice', 'one, other', '"twice","twice"', '"one", "other"'])),
  K11: everywhere((door) => malformed(door, ['"open', 'open"', '"a\\n"', '"a\\"', '"a";q=1', '"a" "b"'])),
  /** Senders of HTTP do not let these through. */
  K12: atFunctions((door) => malformed(door, ['a\tb', '"a\tb"', 'a\0', 'a\u007f', 'schlüssel', '"schlüssel"', '🔑'])),
};

function oneOf(alphabet: string): string {
  return alphabet.charAt(Math.floor(Math.random() * alphabet.length));
}

async function acceptEach(door: Door, headers: string[], keyOf = (header: string) => header): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const header of headers) {
    const answer = await door.create({ key: header });
    await expectOnePayment(door, keyOf(header), answer);
    answers.push(answer);
  }
  return answers;
}

function malformed(door: Door, headers: string[]): Promise<Answer[]> {
  return unheard(door, 'idempotency-key-invalid', headers);
}

/** Refused with this code, before a table was asked for anything. */
async function unheard(door: Door, code: string, headers: (string | undefined)[]): Promise<Answer[]> {
  const callsBefore = door.tableCalls();
  const answers = await Promise.all(headers.map((key) => door.create({ key })));
  expect(answers.map(({ json }) => json.code)).toEqual(headers.map(() => code));
  expect(door.tableCalls()).toBe(callsBefore);
  return answers;
}
