import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { CreateTableCommand, type CreateTableCommandInput, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { parse } from 'yaml';
import { eventually } from './eventually.ts';

export interface Tables {
  url: string;
  client: DynamoDBClient;
  documents: DynamoDBDocumentClient;
  stop: () => Promise<void>;
}

const root = new URL('../../', import.meta.url);
const binary = new URL('node_modules/@dynoxide/linux-x64/dynoxide', root).pathname;

/** A DynamoDB of the test's own, in memory, with the tables of infra/tables.yml under their logical names. */
export async function startTables(): Promise<Tables> {
  const port = await freePort();
  const engine = spawn(binary, ['--host', '127.0.0.1', '--port', String(port)], { stdio: 'ignore' });
  await eventually('the table engine to listen', () => accepts(port));
  const url = `http://127.0.0.1:${port}`;
  const client = new DynamoDBClient({ endpoint: url, region: 'eu-central-1', credentials: anybody });
  await createTables(client);
  return { url, client, documents: DynamoDBDocumentClient.from(client), stop: () => stop(client, engine) };
}

/** The engine checks no signature. */
export const anybody = { accessKeyId: 'test', secretAccessKey: 'test' };

async function createTables(client: DynamoDBClient): Promise<void> {
  const { Resources } = parse(await readFile(new URL('infra/tables.yml', root), 'utf8'));
  for (const [TableName, { Properties }] of Object.entries<{ Properties: CreateTableCommandInput }>(Resources)) {
    const { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, BillingMode } = Properties;
    await client.send(
      new CreateTableCommand({ TableName, AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, BillingMode }),
    );
  }
}

async function stop(client: DynamoDBClient, engine: ChildProcess): Promise<void> {
  client.destroy();
  if (engine.exitCode !== null) return;
  engine.kill();
  await once(engine, 'exit');
}

/** The engine cannot tell which port it got, so one is found for it. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no port was free');
  return address.port;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
      .once('connect', () => resolve(socket.destroy().destroyed))
      .once('error', () => resolve(false));
  });
}
