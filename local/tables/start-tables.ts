import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Service } from '../aws-api/service.ts';
import type { Honoured, Stack } from '../template/stack.ts';
import { createTables, honouredTableProperties } from './create-tables.ts';
import { createEngineClient } from './engine-client.ts';
import { repeat } from './repeat.ts';
import { runEngine } from './run-engine.ts';
import { expiringTables, sweepExpired } from './sweep-expired.ts';
import { tablePermissions } from './table-permissions.ts';

export const honoured: Honoured = { 'AWS::DynamoDB::Table': honouredTableProperties };

export interface StartTablesOptions {
  stack: Stack;
  /** Where items survive a restart; without it they are kept in memory. */
  dataDir?: string | undefined;
  /** Decides what has expired. */
  now?: () => number;
  /** AWS deletes expired items within days, and until then shows them; the twin, by default, within a minute. */
  sweepEveryMs?: number;
  /** Called when the engine ends without being stopped: no call succeeds from then on. */
  onFailure?: ((error: Error) => void) | undefined;
}

export interface Tables {
  service: Service;
  /** The engine's process. */
  pid: number;
  /** Deletes what has expired, now. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

/** The stack's tables, in a process of their own. */
export async function startTables(options: StartTablesOptions): Promise<Tables> {
  const { stack, dataDir, now = Date.now, sweepEveryMs = 60_000, onFailure } = options;
  if (dataDir !== undefined) await mkdir(dataDir, { recursive: true });
  const engine = await runEngine(dataDir && join(dataDir, 'tables.sqlite'));
  const client = createEngineClient(engine.port, stack.region);
  let stopping = false;
  void engine.ended.then((how) => {
    if (!stopping) onFailure?.(new Error(`DynamoDB's engine (process ${engine.pid}) ended unexpectedly: ${how}.`));
  });
  const stop = async (): Promise<void> => {
    stopping = true;
    client.close();
    await engine.stop();
  };

  const resources = stack.ofType('AWS::DynamoDB::Table');
  await createTables(client, resources).catch(async (error) => {
    await stop();
    throw error;
  });
  const expiring = expiringTables(resources);
  const sweep = async (): Promise<void> => {
    for (const table of expiring) await sweepExpired(client, table, now());
  };
  const sweeping = repeat(sweep, sweepEveryMs);

  const tableArn = `arn:aws:dynamodb:${stack.region}:${stack.accountId}:table/`;
  return {
    pid: engine.pid,
    sweep,
    service: {
      targetPrefix: 'DynamoDB_20120810',
      iamPrefix: 'dynamodb',
      permissionsOf: (operation, input) => tablePermissions(operation, input, tableArn),
      call: (operation, input) => client.call(operation, input),
      forward: (operation, body) => client.exchange(operation, body),
    },
    async stop() {
      await sweeping.stop();
      await stop();
    },
  };
}
