import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { type BalanceShard, balancePartition, balanceShard } from '../../contracts/ledger-items.ts';

const items = z.array(balanceShard);

/**
 * The shards of a partner's balances, of one currency or of all: each as it is by now, read one after the other. Plain
 * reads, for those that ask for one moment are cancelled by every transaction that is under way, and a busy partner would
 * get no answer.
 */
export async function readShards(
  client: DynamoDBDocumentClient,
  table: string,
  { partnerId, currency = '' }: { partnerId: string; currency?: string },
): Promise<BalanceShard[]> {
  const found: BalanceShard[] = [];
  const query = {
    TableName: table,
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :currency)',
    ExpressionAttributeValues: { ':pk': balancePartition(partnerId), ':currency': currency },
    ConsistentRead: true,
  };
  for await (const { Items } of paginateQuery({ client }, query)) found.push(...items.parse(Items ?? []));
  return found;
}
