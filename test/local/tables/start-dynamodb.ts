import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type StartTablesOptions, startTables } from '../../../local/tables/start-tables.ts';
import { serveStack } from '../aws-api/serve-stack.ts';

/** A table by one string key, with an expiry attribute and an index. */
export const eventsTable = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'owner', AttributeType: 'S' },
    ],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byOwner',
        KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
    TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  },
};

export async function startDynamoDb(
  resources: Record<string, unknown> = { Events: eventsTable },
  options: Partial<StartTablesOptions> = {},
) {
  let tables: Awaited<ReturnType<typeof startTables>> | undefined;
  const served = await serveStack(resources, async (stack) => {
    tables = await startTables({ ...options, stack });
    return tables;
  });
  if (!tables) throw new Error('serveStack did not start the tables');
  const { pid, sweep } = tables;
  const db = new DynamoDBClient(served.client());
  return {
    ...{ ...served, db, pid, sweep },
    table: (logicalId = 'Events'): string => served.resource(logicalId).physicalId,
    /** A client that signs as one of the stack's roles. */
    as: (role: string) => new DynamoDBClient(served.client(served.resource(role).arn)),
    async stop() {
      db.destroy();
      await served.stop();
    },
  };
}

export type DynamoDb = Awaited<ReturnType<typeof startDynamoDb>>;
