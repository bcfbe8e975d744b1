import { ref, resourcesOf, type Template } from '../template.ts';
import { type Alarm, threeOfFiveMinutes } from './alarm.ts';

const ledger = 'LedgerTable';

/** Movements of money that get in each other's way. */
export function ledgerAlarms(template: Template): Alarm[] {
  return resourcesOf(template, 'AWS::DynamoDB::Table')
    .filter(([id]) => id === ledger)
    .map(([id]) => ({
      kind: 'ledger-contention',
      subject: id,
      means:
        'The money of one partner or a few is moved by so many at once that DynamoDB keeps cancelling their ' +
        'transactions. They are repeated for 3 s; what fails then is refused with 503 or left for later. No balance is wrong.',
      first: "see in the API's log which partner sends most, and ask it to send fewer at once.",
      // 200 creates at one moment of one partner meet some 450 times (docs/adr/0024). A peak like that is no trouble.
      watch: {
        expression: 'FILL(conflicts, 0)',
        metrics: {
          conflicts: {
            namespace: 'AWS/DynamoDB',
            name: 'TransactionConflict',
            dimensions: { TableName: ref(id) },
            statistic: 'Sum',
          },
        },
      },
      threshold: { atLeast: 1000 },
      breaching: threeOfFiveMinutes,
      missing: 'notBreaching',
    }));
}
