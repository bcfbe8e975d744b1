import * as z from 'zod/mini';
import { documentClient } from '#shared/adapters/dynamodb-client.ts';
import { readBalances } from '#shared/adapters/ledger/read-balances.ts';
import { env } from '#shared/lambda/env.ts';
import { http } from '#shared/lambda/http.ts';
import { callerOf } from '#shared/lambda/http-event.ts';
import { json } from '#shared/lambda/respond.ts';

const { LEDGER_TABLE } = env({ LEDGER_TABLE: z.string() });
const read = readBalances(documentClient(), LEDGER_TABLE);

/** GET /v1/balances: what the caller can spend, what is held for its payments and what they paid out, by currency. */
export const handler = http({}, async (event) => {
  const { partnerId } = callerOf(event);
  return json(200, { balances: await read(partnerId) }, { 'cache-control': 'private, no-store' });
});
