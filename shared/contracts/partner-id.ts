import * as z from 'zod/mini';

/** No underscore: in the name of a batch's execution it ends the partner's part. */
export const partnerId = z.string().check(z.regex(/^[a-z0-9-]{3,30}$/, 'Must be 3 to 30 of a-z, 0-9 and -'));
