import type { CancellationReason } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { shardIn } from '../contracts/ledger-items.ts';
import { fromItem, toItem } from '../contracts/stored-payment.ts';
import { movementsFor } from '../domain/ledger/movements-for.ts';
import type { Saved, SavePayment } from '../domain/payments/accept-payment.ts';
import type { Payment } from '../domain/payments/payment.ts';
import { findPayment } from './find-payment.ts';
import { contention, type NextAttempt } from './ledger/contention.ts';
import { balanceUpdates, entryPuts, postingOn } from './ledger/postings.ts';
import { readShards } from './ledger/read-shards.ts';
import { balanceShards, type Draw, homeShard, planDraws } from './ledger/shards.ts';
import { isUnmet, transactWrite } from './ledger/transact.ts';
import type { PaymentTables } from './payment-tables.ts';

type Tables = Pick<PaymentTables, 'paymentsTable' | 'ledgerTable'>;

/**
 * One transaction is the whole dedupe and the whole check of funds: the payment, if its key made none before, and its hold,
 * if its shard of the balance has the amount. Only when that has too little are all shards looked at, and several may pay.
 */
export function savePayment(db: DynamoDBDocumentClient, tables: Tables, shards = balanceShards): SavePayment {
  return async (payment) => {
    const home = homeShard(payment.id, shards);
    const nextAttempt = contention();
    let draws: Draw[] = [];
    for (;;) {
      const written = await write(db, tables, payment, { home, draws }, nextAttempt);
      if (written !== 'short') return written;
      const seen = await lookAround(db, tables, payment, home);
      if (seen.outcome !== 'enough') return seen;
      // Others spent what was seen the last time.
      if (draws.length > 0) await nextAttempt();
      draws = seen.draws;
    }
  };
}

async function write(
  db: DynamoDBDocumentClient,
  { paymentsTable, ledgerTable }: Tables,
  payment: Payment,
  { home, draws }: { home: number; draws: Draw[] },
  nextAttempt: NextAttempt,
): Promise<Saved | 'short'> {
  const put = {
    TableName: paymentsTable,
    Item: toItem(payment),
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
  const postings = movementsFor(undefined, payment).map((movement) => postingOn(home, movement, draws));
  const items = [{ Put: put }, ...entryPuts(ledgerTable, postings), ...balanceUpdates(ledgerTable, postings)];
  const result = await transactWrite(db, items, nextAttempt);
  return result === 'committed' ? { outcome: 'saved' } : whyCanceled(result, postings.length);
}

/** Reasons come in the order of the items: the payment, its entries, the shards. A payment that exists outweighs all. */
function whyCanceled([payment, ...others]: CancellationReason[], entries: number): Saved | 'short' {
  if (payment && isUnmet(payment)) return { outcome: 'exists', payment: fromItem(unmarshall(payment.Item ?? {})) };
  if (others.slice(0, entries).some(isUnmet))
    throw new TypeError('the money of a payment moved, and there is no payment');
  return 'short';
}

/**
 * That the partner has too little is said only when the payment is not there: it may be this very one that took the money.
 * So the shards are read first; had it taken theirs, it would be there by now.
 */
async function lookAround(
  db: DynamoDBDocumentClient,
  { paymentsTable, ledgerTable }: Tables,
  { id, partnerId, amount: { value, currency } }: Payment,
  home: number,
): Promise<Saved | { outcome: 'enough'; draws: Draw[] }> {
  const shards = await readShards(db, ledgerTable, { partnerId, currency });
  const purses = shards.map(({ sk, available }) => ({ shard: shardIn(sk), available }));
  const draws = planDraws(purses, home, value);
  if (draws) return { outcome: 'enough', draws };
  const existing = await findPayment(db, paymentsTable)(id);
  if (existing) return { outcome: 'exists', payment: existing };
  const available = purses.reduce((sum, purse) => sum + purse.available, 0);
  return { outcome: 'insufficient', available: { value: available, currency } };
}
