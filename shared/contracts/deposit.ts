import * as z from 'zod/mini';
import type { Deposit } from '../domain/ledger/deposit.ts';
import { money } from './money.ts';
import { partnerId } from './partner-id.ts';
import { readContract } from './read-contract.ts';

/** What an operator books. The key goes into the entry's key and is to be read by people: no spaces, no `#`. */
const deposit = z.strictObject({
  partnerId,
  amount: money,
  key: z.string().check(z.regex(/^[A-Za-z0-9_.-]{1,64}$/, 'Must be 1 to 64 of A-Z a-z 0-9 _ . and -')),
});

/** @throws DomainError invalid-request, with a JSON Pointer to each problem */
export function readDeposit(value: unknown): Deposit {
  return readContract(deposit, value);
}
