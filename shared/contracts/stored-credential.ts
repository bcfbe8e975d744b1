import * as z from 'zod/mini';

/** An item of CredentialsTable; the key is `keyId`. */
export const storedCredential = z.object({
  keyId: z.string(),
  partnerId: z.string().check(z.regex(/^[a-z0-9-]{3,30}$/)),
  name: z.string(),
  secretHash: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  scopes: z.array(z.string()),
  createdAt: z.string(),
  revokedAt: z.optional(z.string()),
});
