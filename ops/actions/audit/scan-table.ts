import { type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';

/**
 * Every item of a table in pages of up to 1 MB, one after the other: a scan in parallel would take the read capacity of a
 * live table. What was written before the scan began is in it, what is written meanwhile may be. A read unit for every 4 KB.
 */
export async function* scanTable(
  client: DynamoDBDocumentClient,
  TableName: string,
): AsyncGenerator<Record<string, unknown>[]> {
  for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true })) yield Items;
}
