import { randomBytes } from 'node:crypto';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { storedCredential } from '#shared/contracts/stored-credential.ts';
import { saying } from '#shared/contracts/text.ts';
import { hashSecret } from '#shared/domain/partners/api-key.ts';
import { type ApiScope, apiScopes } from '#shared/domain/route-scopes.ts';
import { OperatorMistake } from '../operator-mistake.ts';

export interface Credentials {
  documents: DynamoDBDocumentClient;
  /** The table that the authorizer reads. */
  table: string;
}

export interface NewPartner {
  /** Lower-case letters, digits and dashes, 3 to 30. No underscore: it ends the partner's part of a batch's name. */
  partnerId: string;
  /** 1 to 100 characters, none of them a control character: tables show it. */
  name: string;
  scopes: readonly ApiScope[];
}

export interface PartnerKey {
  partnerId: string;
  keyId: string;
  /** Told this once: only its hash is kept. */
  apiKey: string;
  scopes: readonly ApiScope[];
}

const longestName = 100;
const base32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** Makes an API key for a partner. A partner is its keys: the first one makes it, each further one is a rotation. */
export async function createPartner({ documents, table }: Credentials, partner: NewPartner): Promise<PartnerKey> {
  if (!saying(longestName).safeParse(partner.name).success)
    throw new OperatorMistake(
      `A partner's name has 1 to ${longestName} characters, and no control characters among them.`,
    );
  const keyId = Array.from(randomBytes(16), (byte) => base32.charAt(byte % 32)).join('');
  const secret = randomBytes(32).toString('base64url');
  const item = storedCredential.safeParse({
    keyId,
    ...partner,
    secretHash: hashSecret(secret),
    createdAt: new Date().toISOString(),
  });
  if (!item.success) throw new OperatorMistake(`"${partner.partnerId}" is no partner id: 3 to 30 of a-z, 0-9 and -.`);
  await documents.send(
    new PutCommand({ TableName: table, Item: item.data, ConditionExpression: 'attribute_not_exists(keyId)' }),
  );
  return { partnerId: partner.partnerId, keyId, apiKey: `slk_${keyId}_${secret}`, scopes: partner.scopes };
}

/** Throws an OperatorMistake that names what there is. */
export function readScopes(text: string): ApiScope[] {
  const scopes = text.split(/[\s,]+/).filter(Boolean);
  const known: readonly string[] = apiScopes;
  const unknown = scopes.find((scope) => !known.includes(scope));
  if (unknown !== undefined || scopes.length === 0) {
    throw new OperatorMistake(`"${unknown ?? text}" is no scope. The scopes are: ${apiScopes.join(', ')}.`);
  }
  return apiScopes.filter((scope) => scopes.includes(scope));
}
