import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { OperatorMistake } from '../operator-mistake.ts';
import type { Credentials } from './create-partner.ts';

/** Ends a key. What the gateway has cached of it lasts for up to five minutes more. Again: the first time stays. */
export async function revokeKey({ documents, table }: Credentials, keyId: string): Promise<{ keyId: string }> {
  try {
    await documents.send(
      new UpdateCommand({
        TableName: table,
        Key: { keyId },
        ConditionExpression: 'attribute_exists(keyId)',
        UpdateExpression: 'SET revokedAt = if_not_exists(revokedAt, :now)',
        ExpressionAttributeValues: { ':now': new Date().toISOString() },
      }),
    );
    return { keyId };
  } catch (cause) {
    if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
    throw new OperatorMistake(`There is no key ${keyId}. \`npm run ops -- partners list\` shows them.`, { cause });
  }
}
