import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ledgerAudit } from '../../ops/cli/commands/ledger.ts';
import { aPayment, aScope } from '../support/a-payment.ts';
import { type Books, causeOf, euros, startBooks } from './audit-ledger-books.ts';
import { readMeanwhile } from './audit-ledger-meanwhile.ts';

let books: Books;
/** Holds a `twin.json` that names the tables. */
let home: string;
beforeAll(async () => {
  books = await startBooks();
  const { url } = books.tables;
  const endpoints = { sqs: url, dynamodb: url, states: url, secretsmanager: url };
  const twin = { api: url, region: 'eu-central-1', endpoints, outputs: books.cliTarget.outputs };
  home = mkdtempSync(join(tmpdir(), 'ops-audit-'));
  writeFileSync(join(home, 'twin.json'), JSON.stringify(twin));
});
afterAll(async () => {
  await books?.stop();
  rmSync(home, { recursive: true });
});

const main = join(import.meta.dirname, '..', '..', 'ops', 'cli', 'main.ts');
const { NODE_OPTIONS: _, ...plainEnvironment } = process.env;

/** Runs the tool as a person or a script does. */
function run(...args: string[]): Promise<{ code: number | null; out: string; error: string }> {
  const env = { ...plainEnvironment, SLUICE_HOME: home };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [main, 'ledger', 'audit', ...args], { env }, (_error, out, error) =>
      resolve({ code: child.exitCode, out, error }),
    );
  });
}

const report = (options: Record<string, string> = {}, target = books.cliTarget) =>
  ledgerAudit.run(target, { argument: undefined, options, progress: () => {} });

test('an empty ledger is right', async () => {
  expect(await run()).toEqual({ code: 0, out: 'The books are right: 0 entries, 0 payments.\n', error: '' });
});

test('books that are right end with 0 and say what was seen', async () => {
  for (const partnerId of ['acme', 'globex']) await books.partner(partnerId);
  await books.deposit('acme', 8000);
  await books.deposit('globex', 16_000);
  await books.pay('acme', 300, 'one');
  await books.move(await books.pay('acme', 500, 'two'), 'settled');
  expect((await run()).code).toBe(0);
  expect(await report()).toMatchObject({
    text: [
      'PARTNER  CURRENCY  ENTRIES  DEPOSITS  OPEN  DONE  AVAILABLE  HELD  SETTLED',
      'acme     EUR       4        1         1     1     7200       300   500',
      'globex   EUR       1        1         0     0     16000      0     0',
      '',
      'The books are right: 5 entries, 2 payments.',
    ].join('\n'),
    failed: false,
  });
});

test('a fault ends with 1, for a person and for a script, and tells nothing of creditors', async () => {
  const forged = aPayment({ scope: aScope({ key: 'forged' }), amount: euros(7) });
  await books.byHand.putPayment(forged);
  const { code, out, error } = await run('--partner', 'acme');
  expect({ code, error }).toEqual({ code: 1, error: '' });
  expect(out).toBe(
    [
      'PARTNER  CURRENCY  ENTRIES  DEPOSITS  OPEN  DONE  AVAILABLE  HELD  SETTLED',
      'acme     EUR       4        1         2     1     7200       300   500',
      '',
      `acme EUR ${causeOf(forged)}: no hold is booked (it is accepted)`,
      '',
      'The books are wrong: 1 fault in 4 entries, 3 payments.\n',
    ].join('\n'),
  );
  const json = await run('--json');
  expect(json.code).toBe(1);
  expect(JSON.parse(json.out)).toMatchObject({
    ...{ verdict: 'wrong', looks: 2, entries: 5, payments: 3, inMotion: [] },
    balances: [{ partnerId: 'acme', available: 7200 }, { partnerId: 'globex' }],
    faults: [
      {
        ...{ partnerId: 'acme', currency: 'EUR', about: causeOf(forged) },
        ...{ says: `acme EUR ${causeOf(forged)}: no hold is booked`, now: 'it is accepted' },
      },
    ],
  });
  expect(out + json.out).not.toMatch(/Lovelace|DE89/);
  expect((await run('--partner', 'globex')).code).toBe(0);
  await books.byHand.deletePayment(forged);
});

test('a partner that there is not ends with 2', async () => {
  expect(await run('--partner', 'acne')).toMatchObject({ code: 2, out: '' });
});

test('an empty partner is not taken for all of them', async () => {
  expect(await run('--partner', '')).toEqual({
    ...{ code: 2, out: '', error: '--partner is empty. Give it a value, or leave it out.\n' },
  });
});

test('fifty faults are shown and the others counted; --json has all', async () => {
  const forged = Array.from({ length: 53 }, (_, number) => aPayment({ scope: aScope({ key: `forged-${number}` }) }));
  await Promise.all(forged.map(books.byHand.putPayment));
  const { text, data } = await report({ partner: 'acme' });
  expect(text.match(/no hold is booked/g)).toHaveLength(50);
  expect(text).toMatch(/\nand 3 more\n\nThe books are wrong: 53 faults in 4 entries, 55 payments\.$/);
  expect(data).toMatchObject({ faults: { length: 53 } });
  await Promise.all(forged.map(books.byHand.deletePayment));
});

test('money that moves all the time is no failure, and is told', async () => {
  const deposits = (look: number) => books.deposit('globex', 8, `more-${look}`);
  const meanwhile = { balance: { of: 'globex', in: deposits } };
  const { text, failed } = await readMeanwhile(books.tables.url, meanwhile, (documents) =>
    report({ partner: 'globex' }, { ...books.cliTarget, documents }),
  );
  expect(failed).toBe(false);
  expect(text).toMatch(
    /\n\nNothing certain can be said of globex EUR while its money moves; audit again when it is calmer\.\nNo fault stands in 6 entries, 0 payments\.$/,
  );
});
