/** Puts an item, prints the engine's process id and dies of SIGKILL: `node put-and-die.ts <folder>`. */
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { startTables } from '../../../local/tables/start-tables.ts';
import { stackOf } from '../aws-api/serve-stack.ts';
import { eventsTable } from './start-dynamodb.ts';

const [, , dataDir] = process.argv;
const stack = stackOf({ Events: eventsTable });
const { service, pid } = await startTables({ stack, dataDir });
const TableName = stack.resources.get('Events')?.physicalId;
await service.call('PutItem', { TableName, Item: { pk: { S: 'kept' } } }, { requestId: randomUUID() });
writeSync(1, String(pid));
process.kill(process.pid, 'SIGKILL');
