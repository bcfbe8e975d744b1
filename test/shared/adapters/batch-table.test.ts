import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll } from '@jest/globals';
import { completeBatch } from '#shared/adapters/batches/complete-batch.ts';
import { createBatch } from '#shared/adapters/batches/create-batch.ts';
import { findBatchResult } from '#shared/adapters/batches/find-batch-result.ts';
import { readBatch } from '#shared/adapters/batches/read-batch.ts';
import { saveBatchResult } from '#shared/adapters/batches/save-batch-result.ts';
import { batchTableContract } from '../../contracts/batch-table.ts';
import { type BatchTable, fakeBatchTable } from '../../fakes/batch-table.ts';
import { startTables, type Tables } from '../../support/start-tables.ts';

let tables: Tables;
let table: BatchTable;
beforeAll(async () => {
  tables = await startTables();
  const db = DynamoDBDocumentClient.from(tables.client, { marshallOptions: { removeUndefinedValues: true } });
  table = {
    create: createBatch(db, 'BatchesTable'),
    findResult: findBatchResult(db, 'BatchesTable'),
    saveResult: saveBatchResult(db, 'BatchesTable'),
    complete: completeBatch(db, 'BatchesTable'),
    read: readBatch(db, 'BatchesTable'),
  };
});
afterAll(() => tables?.stop());

const fake = fakeBatchTable();
batchTableContract('the fake', () => fake);
batchTableContract('DynamoDB', () => table);
