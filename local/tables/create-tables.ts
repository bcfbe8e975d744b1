import { z } from 'zod';
import { AwsError } from '../aws-error.ts';
import type { Resource } from '../template/stack.ts';
import type { EngineClient } from './engine-client.ts';

/** Properties of AWS::DynamoDB::Table that CreateTable takes under the same name. */
const createProperties = [
  'AttributeDefinitions',
  'BillingMode',
  'GlobalSecondaryIndexes',
  'KeySchema',
  'LocalSecondaryIndexes',
  'ProvisionedThroughput',
] as const;
/** Accepted: there is nothing for them to do on one machine. */
const idleProperties = [
  'DeletionProtectionEnabled',
  'OnDemandThroughput',
  'PointInTimeRecoverySpecification',
  'SSESpecification',
  'TableClass',
  'Tags',
];

export const honouredTableProperties = ['TableName', 'TimeToLiveSpecification', ...createProperties, ...idleProperties];

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.string() }));
const shape = z.object({
  KeySchema: keySchema,
  GlobalSecondaryIndexes: z.array(z.object({ IndexName: z.string(), KeySchema: keySchema })).default([]),
});

/** Creates what is not there. A table that a former run left keeps its items if its keys and indexes are the same. */
export async function createTables(engine: EngineClient, tables: Resource[]): Promise<void> {
  for (const { physicalId: TableName, properties } of tables) {
    try {
      await engine.call('CreateTable', { TableName, ...pick(properties) });
      const { TimeToLiveSpecification } = properties;
      if (TimeToLiveSpecification) await engine.call('UpdateTimeToLive', { TableName, TimeToLiveSpecification });
    } catch (error) {
      if (!(error instanceof AwsError) || error.code !== 'ResourceInUseException') throw error;
      await checkUnchanged(engine, TableName, properties);
    }
  }
}

async function checkUnchanged(
  engine: EngineClient,
  TableName: string,
  properties: Record<string, unknown>,
): Promise<void> {
  const { Table: there } = await engine.call('DescribeTable', { TableName });
  if (shapeOf(there) === shapeOf(properties)) return;
  throw new Error(
    `The data folder holds a table ${TableName} with other keys or indexes than the template's. Start with an empty data folder.`,
  );
}

/** What cannot change while items stay: the keys, and each index with its keys. As text, to be compared. */
function shapeOf(table: unknown): string {
  const { KeySchema, GlobalSecondaryIndexes } = shape.parse(table);
  const indexes = GlobalSecondaryIndexes.map(({ IndexName, KeySchema: keys }) => `${IndexName} ${describe(keys)}`);
  return [describe(KeySchema), ...indexes.sort()].join(', ');
}

function describe(keys: z.infer<typeof keySchema>): string {
  return keys.map(({ AttributeName, KeyType }) => `${AttributeName}:${KeyType}`).join('+');
}

function pick(properties: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(createProperties.flatMap((name) => (name in properties ? [[name, properties[name]]] : [])));
}
