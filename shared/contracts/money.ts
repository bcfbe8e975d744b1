import * as z from 'zod/mini';
import { currencies } from './currencies.ts';

/** An amount that can be moved, in minor units. */
export const money = z.strictObject({
  value: z.int().check(z.minimum(1), z.maximum(999_999_999_999)),
  currency: z.string().check(z.refine((code) => currencies.has(code), 'Must be a current ISO 4217 code, e.g. EUR.')),
});
