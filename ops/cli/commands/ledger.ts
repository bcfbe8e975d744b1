import { type Audit, auditLedger } from '../../actions/audit-ledger.ts';
import { output } from '../../target/target.ts';
import type { Command } from '../command.ts';
import { optionalText } from '../read-options.ts';
import { table } from '../table.ts';
import { ledgerOf } from './deposits.ts';

export const ledgerAudit: Command = {
  name: 'ledger audit',
  summary: 'Check payments, entries and balances against each other. Exits with 1 if a fault stands.',
  options: { partner: { type: 'string', help: 'report on this partner alone (default: all)' } },
  examples: ['ledger audit', 'ledger audit --partner acme', 'ledger audit --stage prod --profile ops --json'],
  async run(target, input) {
    const tables = { ...ledgerOf(target), paymentsTable: output(target, 'PaymentsTableName') };
    const audit = await auditLedger(tables, { partnerId: optionalText(input, 'partner') });
    return { data: audit, text: textOf(audit), failed: audit.faults.length > 0 };
  },
};

const mostShown = 50;
const headers = ['PARTNER', 'CURRENCY', 'ENTRIES', 'DEPOSITS', 'OPEN', 'DONE', 'AVAILABLE', 'HELD', 'SETTLED'];

function textOf(audit: Audit): string {
  const rows = audit.balances.map(
    ({ partnerId, currency, entries, deposits, open, done, available, held, settled }) => [
      ...[partnerId, currency, entries, deposits, open, done, available, held, settled],
    ],
  );
  const faults = audit.faults.map(({ says, now }) => (now === undefined ? says : `${says} (${now})`));
  const parts = [rows.length > 0 ? [table(headers, rows)] : [], first(faults), conclusion(audit)];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function conclusion({ verdict, entries, payments, faults, inMotion }: Audit): string[] {
  const seen = `${entries} entries, ${payments} payments`;
  const whose = inMotion.length === 1 ? 'its' : 'their';
  const motion = `Nothing certain can be said of ${first(inMotion).join(', ')} while ${whose} money moves; audit again when it is calmer.`;
  const said = {
    right: `The books are right: ${seen}.`,
    wrong: `The books are wrong: ${faults.length === 1 ? '1 fault' : `${faults.length} faults`} in ${seen}.`,
    'in motion': `No fault stands in ${seen}.`,
  };
  return inMotion.length > 0 ? [motion, said[verdict]] : [said[verdict]];
}

/** No more than a person reads; `--json` has all. */
function first(lines: readonly string[]): string[] {
  const more = lines.length - mostShown;
  return more > 0 ? [...lines.slice(0, mostShown), `and ${more} more`] : [...lines];
}
