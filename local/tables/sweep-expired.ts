import { z } from 'zod';
import { AwsError } from '../aws-error.ts';
import type { Resource } from '../template/stack.ts';
import type { EngineClient } from './engine-client.ts';

const fiveYearsSeconds = 5 * 365 * 24 * 3600;
const timeToLive = z.object({ AttributeName: z.string(), Enabled: z.boolean() });
const keySchema = z.array(z.object({ AttributeName: z.string() }));
const page = z.object({
  Items: z.array(z.record(z.string(), z.unknown())),
  LastEvaluatedKey: z.record(z.string(), z.unknown()).optional(),
});

/** A table whose items end at the time, in seconds, that one of their attributes holds. */
export interface ExpiringTable {
  name: string;
  attribute: string;
  keys: string[];
}

export function expiringTables(tables: Resource[]): ExpiringTable[] {
  return tables.flatMap(({ physicalId: name, properties }) => {
    const { data } = timeToLive.safeParse(properties.TimeToLiveSpecification);
    if (!data?.Enabled) return [];
    const keys = keySchema.parse(properties.KeySchema).map(({ AttributeName }) => AttributeName);
    return [{ name, attribute: data.AttributeName, keys }];
  });
}

/** Deletes expired items. Values that are no numbers, or lie more than five years back, expire nothing. */
export async function sweepExpired(engine: EngineClient, table: ExpiringTable, nowMs: number): Promise<void> {
  const now = Math.floor(nowMs / 1000);
  const names = { '#ttl': table.attribute };
  const values = { ':now': { N: String(now) }, ':oldest': { N: String(now - fiveYearsSeconds) } };
  let start: Record<string, unknown> | undefined;
  do {
    const scanned = page.parse(
      await engine.call('Scan', {
        TableName: table.name,
        FilterExpression: '#ttl < :now AND #ttl > :oldest',
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: values,
        ExclusiveStartKey: start,
      }),
    );
    for (const item of scanned.Items) await deleteExpired(engine, table, item, { names, values });
    start = scanned.LastEvaluatedKey;
  } while (start);
}

/** An item that was renewed since it was seen stays. */
async function deleteExpired(
  engine: EngineClient,
  { name, keys }: ExpiringTable,
  item: Record<string, unknown>,
  { names, values }: { names: Record<string, string>; values: Record<string, unknown> },
): Promise<void> {
  try {
    await engine.call('DeleteItem', {
      TableName: name,
      Key: Object.fromEntries(keys.map((key) => [key, item[key]])),
      ConditionExpression: '#ttl < :now AND #ttl > :oldest',
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
    });
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'ConditionalCheckFailedException') throw error;
  }
}
