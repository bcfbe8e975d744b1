import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll } from '@jest/globals';
import {
  advanceSandboxPayment,
  findSandboxPayment,
  markSandboxScheduled,
  takeSandboxPayment,
} from '#shared/adapters/sandbox/rail-table.ts';
import { sandboxTableContract } from '../../contracts/sandbox-table.ts';
import { fakeSandboxTable, type SandboxTable } from '../../fakes/sandbox-table.ts';
import { railTable } from '../../support/rail-table.ts';
import { startTables, type Tables } from '../../support/start-tables.ts';

let tables: Tables;
let table: SandboxTable;
beforeAll(async () => {
  tables = await startTables();
  await tables.client.send(new CreateTableCommand(railTable));
  const db = DynamoDBDocumentClient.from(tables.client, { marshallOptions: { removeUndefinedValues: true } });
  table = {
    take: takeSandboxPayment(db, 'RailTable'),
    find: findSandboxPayment(db, 'RailTable'),
    markScheduled: markSandboxScheduled(db, 'RailTable'),
    advance: advanceSandboxPayment(db, 'RailTable'),
  };
});
afterAll(() => tables?.stop());

const fake = fakeSandboxTable();
sandboxTableContract('the fake', () => fake);
sandboxTableContract('DynamoDB', () => table);
