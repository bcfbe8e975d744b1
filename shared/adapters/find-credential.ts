import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { storedCredential } from '../contracts/stored-credential.ts';
import type { FindCredential } from '../domain/partners/authorize-caller.ts';

/** Reads consistently: a key that was just revoked is refused by the very next call that the cache does not answer. */
export function findCredential(client: DynamoDBDocumentClient, tableName: string): FindCredential {
  return async (keyId) => {
    const { Item } = await client.send(new GetCommand({ TableName: tableName, Key: { keyId }, ConsistentRead: true }));
    return Item && storedCredential.parse(Item);
  };
}
