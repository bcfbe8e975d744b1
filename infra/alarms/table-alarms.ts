import { ref, resourcesOf, type Template } from '../template.ts';
import { type Alarm, anyOfFiveMinutes, type Expression } from './alarm.ts';

/** Throttles and faults of every table. */
export function tableAlarms(template: Template): Alarm[] {
  return resourcesOf(template, 'AWS::DynamoDB::Table').flatMap(([id]) => [
    {
      kind: 'table-throttles',
      subject: id,
      means: `DynamoDB refuses part of the calls on ${id}. The SDK repeats them: requests are slow, then fail with 503.`,
      first:
        'look for one hot key (CloudWatch Contributor Insights), then for a table more than twice as busy as ever.',
      watch: sumOverOperations(id, 'ThrottledRequests'),
      threshold: { atLeast: 1 },
      breaching: anyOfFiveMinutes,
      missing: 'notBreaching',
    },
    {
      kind: 'table-system-errors',
      subject: id,
      means: `DynamoDB itself fails calls on ${id}. The SDK repeats them; what still fails is refused with 503 or tried again.`,
      first: 'see the AWS Health Dashboard for DynamoDB in this Region.',
      watch: sumOverOperations(id, 'SystemErrors'),
      threshold: { atLeast: 1 },
      breaching: anyOfFiveMinutes,
      missing: 'notBreaching',
    },
  ]);
}

const operations = ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'TransactWriteItems'] as const;

/**
 * DynamoDB writes these metrics for a table and an operation together only, and writes no zeros. An alarm of this
 * namespace keeps its state while data is missing, so the zeros that let it clear are filled in here.
 */
function sumOverOperations(tableId: string, name: string): Expression {
  const ids = operations.map((operation) => operation[0]?.toLowerCase() + operation.slice(1));
  return {
    expression: ids.map((id) => `FILL(${id}, 0)`).join(' + '),
    metrics: Object.fromEntries(
      operations.map((Operation, index) => [
        String(ids[index]),
        { namespace: 'AWS/DynamoDB', name, dimensions: { TableName: ref(tableId), Operation }, statistic: 'Sum' },
      ]),
    ),
  };
}
