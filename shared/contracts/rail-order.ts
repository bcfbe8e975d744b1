import * as z from 'zod/mini';

/** Body of `POST {rail}/payments`. */
export const railOrder = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(64)),
  amount: z.object({ value: z.int(), currency: z.string() }),
  creditor: z.object({ name: z.string(), iban: z.string() }),
  reference: z.string(),
});
