import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createPartner } from '../../ops/actions/create-partner.ts';
import { type DepositTarget, deposit } from '../../ops/actions/deposit.ts';
import { depositsCreate } from '../../ops/cli/commands/deposits.ts';
import { OperatorMistake } from '../../ops/operator-mistake.ts';
import type { Target } from '../../ops/target/target.ts';
import { startTables, type Tables } from '../support/start-tables.ts';

let tables: Tables;
let target: Target;
let ledger: DepositTarget;
beforeAll(async () => {
  tables = await startTables();
  target = {
    name: 'a test',
    isTwin: true,
    outputs: { LedgerTableName: 'LedgerTable', CredentialsTableName: 'CredentialsTable' },
    documents: tables.documents,
    sqs: new SQSClient(),
    secrets: new SecretsManagerClient(),
  };
  ledger = { documents: tables.documents, ledgerTable: 'LedgerTable', credentialsTable: 'CredentialsTable' };
  for (const partnerId of ['acme', 'globex'])
    await createPartner(
      { documents: tables.documents, table: 'CredentialsTable' },
      { partnerId, name: partnerId, scopes: ['payments:read'] },
    );
});
afterAll(() => tables?.stop());

const euros = (value: number) => ({ value, currency: 'EUR' });
const run = (options: Record<string, string>) =>
  depositsCreate.run(target, { argument: undefined, options, progress: () => {} });

test('a deposit is booked once, however often an operator repeats it', async () => {
  const wanted = { partnerId: 'acme', amount: euros(5_000), key: 'statement-7' };
  const balances = [{ currency: 'EUR', available: 5_000, held: 0, settled: 0 }];
  expect(await deposit(ledger, wanted)).toEqual({ outcome: 'booked', deposit: wanted, balances });
  expect(await deposit(ledger, wanted)).toEqual({ outcome: 'already', deposit: wanted, balances });
});

test('the same key is another deposit for another partner', async () => {
  const wanted = { partnerId: 'globex', amount: euros(5), key: 'statement-7' };
  expect(await deposit(ledger, wanted)).toMatchObject({ outcome: 'booked' });
});

test('the command shows what the partner has then', async () => {
  const options = { partner: 'globex', value: '12345', currency: 'CHF', key: 'francs' };
  expect((await run(options)).text).toBe(
    [
      'Booked 12,345 CHF minor units for globex under the key francs on a test.',
      '',
      'CURRENCY  AVAILABLE  HELD  SETTLED',
      'CHF       12345      0     0',
      'EUR       5          0     0',
    ].join('\n'),
  );
  expect((await run(options)).text).toContain(
    'Already booked: 12,345 CHF minor units for globex under the key francs on a test. Nothing was added.',
  );
});

const good = { partner: 'acme', value: '100', currency: 'EUR', key: 'mistakes' };
test.each([
  ['a partner that there is not', { ...good, partner: 'acne' }, /no partner acne/],
  ['no value', { ...good, value: '' }, /--value/],
  ['a fraction', { ...good, value: '10.5' }, /--value/],
  ['nothing at all', { ...good, value: '0' }, /--value/],
  ['a currency that there is not', { ...good, currency: 'EUX' }, /\/amount\/currency/],
  ['a partner id that cannot be one', { ...good, partner: 'Acme' }, /\/partnerId: Must be 3 to 30 of a-z, 0-9 and -/],
  ['a key that cannot be read aloud', { ...good, key: 'a#b' }, /\/key: Must be 1 to 64 of A-Z a-z 0-9 _ \. and -/],
  [
    'the key of another deposit',
    { ...good, key: 'statement-7' },
    /statement-7 was used for another deposit of acme: 5,000 EUR minor units, booked 20\S+Z\. Nothing was booked now\./,
  ],
])('%s is the operator’s mistake, and books nothing', async (_, options, message) => {
  const mistake = await run(options).catch((error: unknown) => error);
  expect(mistake).toBeInstanceOf(OperatorMistake);
  expect(String(mistake)).toMatch(message);
  expect((await run({ ...good, key: 'statement-7', value: '5000' })).data).toMatchObject({
    outcome: 'already',
    balances: [{ available: 5_000 }],
  });
});
