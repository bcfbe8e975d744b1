import { z } from 'zod';
import type { Input, Permission } from '../aws-api/service.ts';

/** In a transaction each member needs the right to the operation that it stands for, not to the transaction. */
const memberActions: Record<string, string> = {
  ConditionCheck: 'ConditionCheckItem',
  Delete: 'DeleteItem',
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
};

const transaction = z.object({ TransactItems: z.array(z.record(z.string(), z.object({ TableName: z.string() }))) });
const batch = z.object({ RequestItems: z.record(z.string(), z.unknown()) });
const single = z.object({ TableName: z.string(), IndexName: z.string().optional() });

/** The rights that an operation of DynamoDB needs. `tableArn` ends in `table/`. */
export function tablePermissions(operation: string, input: Input, tableArn: string): Permission[] {
  const arnOf = (table: string): string => (table.startsWith('arn:') ? table : `${tableArn}${table}`);
  const allow = (action: string, resource: string): Permission => ({ action: `dynamodb:${action}`, resource });

  const members = transaction.safeParse(input).data?.TransactItems.flatMap((item) => Object.entries(item));
  if (members) return members.map(([kind, { TableName }]) => allow(memberActions[kind] ?? kind, arnOf(TableName)));

  const tables = batch.safeParse(input).data?.RequestItems;
  if (tables) return Object.keys(tables).map((table) => allow(operation, arnOf(table)));

  const one = single.safeParse(input).data;
  if (!one) return [allow(operation, '*')];
  const index = one.IndexName === undefined ? '' : `/index/${one.IndexName}`;
  return [allow(operation, `${arnOf(one.TableName)}${index}`)];
}
