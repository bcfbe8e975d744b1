import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { bookDeposit } from '#shared/adapters/ledger/book-deposit.ts';
import { readBalances } from '#shared/adapters/ledger/read-balances.ts';
import { readDeposit } from '#shared/contracts/deposit.ts';
import { entryKey, ledgerEntry } from '#shared/contracts/ledger-items.ts';
import { DomainError } from '#shared/domain/errors.ts';
import type { Balance } from '#shared/domain/ledger/balance.ts';
import { type Deposit, depositOf } from '#shared/domain/ledger/deposit.ts';
import type { Money } from '#shared/domain/payments/payment.ts';
import { OperatorMistake } from '../operator-mistake.ts';
import { checkPartner } from './check-partner.ts';

export interface DepositTarget {
  documents: DynamoDBDocumentClient;
  ledgerTable: string;
  credentialsTable: string;
}

export interface Deposited {
  /** `already` when this very deposit had been booked before: nothing was added. */
  outcome: 'booked' | 'already';
  deposit: Deposit;
  /** The partner's balances afterwards. */
  balances: Balance[];
}

/** Books money that came in for a partner. The same key again is the same deposit, so a doubtful one is simply repeated. */
export async function deposit(target: DepositTarget, wanted: Deposit): Promise<Deposited> {
  const { documents, ledgerTable, credentialsTable } = target;
  const deposit = checked(wanted);
  // Money under a mistyped name would be nobody's.
  await checkPartner({ documents, table: credentialsTable }, deposit.partnerId);
  const outcome = await bookDeposit(documents, ledgerTable)(depositOf(deposit, new Date().toISOString()));
  if (outcome === 'reused')
    throw new OperatorMistake(
      `The key ${deposit.key} was used for another deposit of ${deposit.partnerId}: ${await bookedUnder(deposit, target)}. ` +
        'Nothing was booked now.',
    );
  if (outcome === 'too-much')
    throw new OperatorMistake(`${deposit.partnerId} would have more than a balance can hold. Nothing was booked.`);
  return { outcome, deposit, balances: await readBalances(documents, ledgerTable)(deposit.partnerId) };
}

/** `5,000 EUR minor units`: as they are kept, for not every currency has two decimals. */
export function formatMoney({ value, currency }: Money): string {
  return `${value.toLocaleString('en-US')} ${currency} minor units`;
}

async function bookedUnder(deposit: Deposit, { documents, ledgerTable }: DepositTarget): Promise<string> {
  const Key = entryKey(depositOf(deposit, ''));
  const { Item } = await documents.send(new GetCommand({ TableName: ledgerTable, Key, ConsistentRead: true }));
  const { amount, at } = ledgerEntry.parse(Item);
  return `${formatMoney(amount)}, booked ${at}`;
}

function checked(wanted: Deposit): Deposit {
  try {
    return readDeposit(wanted);
  } catch (cause) {
    if (!(cause instanceof DomainError)) throw cause;
    const problems = cause.problems?.map(({ pointer, detail }) => `${pointer}: ${detail}`) ?? [];
    throw new OperatorMistake(['This is no deposit.', ...problems].join('\n'), { cause });
  }
}
