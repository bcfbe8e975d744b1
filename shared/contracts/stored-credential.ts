import * as z from 'zod/mini';
import { partnerId } from './partner-id.ts';

/** An item of CredentialsTable; the key is `keyId`. */
export const storedCredential = z.object({
  keyId: z.string(),
  partnerId,
  name: z.string(),
  secretHash: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  scopes: z.array(z.string()),
  createdAt: z.string(),
  revokedAt: z.optional(z.string()),
});
