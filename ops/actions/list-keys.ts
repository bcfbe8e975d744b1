import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { storedCredential } from '#shared/contracts/stored-credential.ts';
import type { Credentials } from './create-partner.ts';

export interface KeyRow {
  partnerId: string;
  name: string;
  keyId: string;
  scopes: string[];
  createdAt: string;
  revokedAt?: string | undefined;
}

/** Every API key there is, without what proves it. */
export async function listKeys({ documents, table }: Credentials): Promise<KeyRow[]> {
  const rows: KeyRow[] = [];
  for await (const { Items = [] } of paginateScan({ client: documents }, { TableName: table })) {
    for (const item of Items) {
      const { secretHash: _, ...row } = storedCredential.parse(item);
      rows.push(row);
    }
  }
  return rows.sort((a, b) => a.partnerId.localeCompare(b.partnerId) || a.createdAt.localeCompare(b.createdAt));
}
