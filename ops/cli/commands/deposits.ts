import { type DepositTarget, deposit, formatMoney } from '../../actions/deposit.ts';
import { OperatorMistake } from '../../operator-mistake.ts';
import { output, type Target } from '../../target/target.ts';
import type { Command } from '../command.ts';
import { readNumber, readText } from '../read-options.ts';
import { table } from '../table.ts';

export const depositsCreate: Command = {
  name: 'deposits create',
  summary: 'Book money that came in for a partner. In doubt repeat it with the same key: it is booked once.',
  options: {
    partner: { type: 'string', help: 'whose money it is' },
    value: { type: 'string', help: 'how much, in minor units: 10000000 EUR are 100,000.00 euros' },
    currency: { type: 'string', help: 'its ISO 4217 code' },
    key: {
      type: 'string',
      help: "the deposit's own idempotency key, e.g. the bank's reference; 1 to 64 of A-Z a-z 0-9 _ . -",
    },
  },
  examples: ['deposits create --partner acme --value 10000000 --currency EUR --key 2026-11-statement-7'],
  async run(target, input) {
    const value = readNumber(input, 'value', 999_999_999_999);
    if (value === undefined) throw new OperatorMistake('--value is missing. Add --help to see an example.');
    const deposited = await deposit(ledgerOf(target), {
      partnerId: readText(input, 'partner'),
      amount: { value, currency: readText(input, 'currency') },
      key: readText(input, 'key'),
    });
    const { outcome, deposit: made, balances } = deposited;
    const what = `${formatMoney(made.amount)} for ${made.partnerId} under the key ${made.key} on ${target.name}`;
    const said = outcome === 'booked' ? `Booked ${what}.` : `Already booked: ${what}. Nothing was added.`;
    const rows = balances.map(({ currency, available, held, settled }) => [currency, available, held, settled]);
    const text = `${said}\n\n${table(['CURRENCY', 'AVAILABLE', 'HELD', 'SETTLED'], rows)}`;
    return { data: deposited, text };
  },
};

export function ledgerOf(target: Target): DepositTarget {
  return {
    documents: target.documents,
    ledgerTable: output(target, 'LedgerTableName'),
    credentialsTable: output(target, 'CredentialsTableName'),
  };
}
