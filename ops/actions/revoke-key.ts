import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { OperatorMistake } from '../operator-mistake.ts';
import type { Credentials } from './create-partner.ts';

/** How long the gateway remembers an authorizer's answer: `resultTtlInSeconds` of serverless.yml. */
export const cachedSeconds = 300;

/** The id of a key, from the id itself or from the whole key that somebody found. The secret goes no further. */
export function readKeyId(text: string): string {
  const [, keyId] = /^(?:slk_)?([a-z2-7]{16})(?:_|$)/.exec(text) ?? [];
  if (keyId !== undefined) return keyId;
  throw new OperatorMistake(
    'That is no key id: 16 of a-z and 2-7, as in slk_<key id>_<secret>. `npm run ops -- partners list` shows them.',
  );
}

/** Ends a key. What the gateway has cached of it lasts for `cachedSeconds` at most. Again: the first time stays. */
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
