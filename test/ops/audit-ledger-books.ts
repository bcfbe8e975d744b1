import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { homeShard } from '#shared/adapters/ledger/shards.ts';
import { balanceKey, entryItem, type ShardLeg } from '#shared/contracts/ledger-items.ts';
import { paymentKey, toItem } from '#shared/contracts/stored-payment.ts';
import { depositOf } from '#shared/domain/ledger/deposit.ts';
import { legsOf, type Movement, type MovementKind } from '#shared/domain/ledger/movement.ts';
import type { Payment, PaymentStatus } from '#shared/domain/payments/payment.ts';
import { type Audit, type AuditOptions, type AuditTarget, auditLedger } from '../../ops/actions/audit-ledger.ts';
import { createPartner } from '../../ops/actions/create-partner.ts';
import type { Target } from '../../ops/target/target.ts';
import { aPayment, aScope } from '../support/a-payment.ts';
import { startTables } from '../support/start-tables.ts';
import { tableStore } from '../support/table-store.ts';

const at = '2026-11-20T09:00:00.000Z';
const failure = { code: 'c', message: 'm' };
export const euros = (value: number) => ({ value, currency: 'EUR' });

/** Tables to audit: a hand that moves money as the product does, and one that writes what it never would. */
export async function startBooks() {
  const tables = await startTables();
  const { documents } = tables;
  const store = tableStore(documents, { opening: 0 });
  const target: AuditTarget = {
    documents,
    ledgerTable: 'LedgerTable',
    paymentsTable: 'PaymentsTable',
    credentialsTable: 'CredentialsTable',
  };
  const outputs = {
    LedgerTableName: target.ledgerTable,
    PaymentsTableName: target.paymentsTable,
    CredentialsTableName: target.credentialsTable,
  };
  const cliTarget: Target = {
    ...{ name: 'a test', isTwin: true, outputs, documents },
    ...{ sqs: new SQSClient(), secrets: new SecretsManagerClient() },
  };

  const product = {
    partner: (partnerId: string) =>
      createPartner(
        { documents, table: target.credentialsTable },
        { partnerId, name: partnerId, scopes: ['payments:read'] },
      ),
    deposit: (partnerId: string, value: number, key = 'first') =>
      store.deposit(depositOf({ partnerId, amount: euros(value), key }, at)),
    /** An accepted payment. */
    async pay(partnerId: string, value: number, key: string): Promise<Payment> {
      const payment = aPayment({ scope: aScope({ partnerId, key }), amount: euros(value) });
      const { outcome } = await store.save(payment);
      if (outcome !== 'saved') throw new Error(`the payment was not saved: ${outcome}`);
      return payment;
    },
    /** The payment after it. */
    async move(before: Payment, status: PaymentStatus): Promise<Payment> {
      const outcome = await store.replace(before, { ...before, status, failure });
      if (outcome !== 'saved') throw new Error(`the payment was not moved: ${outcome}`);
      return { ...before, status, failure, version: before.version + 1 };
    },
  };

  const byHand = {
    put: (TableName: string, Item: object) => documents.send(new PutCommand({ TableName, Item })),
    delete: (TableName: string, Key: Record<string, unknown>) => documents.send(new DeleteCommand({ TableName, Key })),
    putPayment: (payment: Payment) => byHand.put(target.paymentsTable, toItem(payment)),
    deletePayment: ({ id }: Payment) => byHand.delete(target.paymentsTable, paymentKey(id)),
    putEntry: (movement: Movement, legs: ShardLeg[]) => byHand.put(target.ledgerTable, entryItem(movement, legs)),
    deleteEntry: (pk: string, sk: MovementKind) => byHand.delete(target.ledgerTable, { pk, sk }),
    deleteShard: (partnerId: string, shard: number) =>
      byHand.delete(target.ledgerTable, balanceKey(partnerId, 'EUR', shard)),
    /** Adds to the numbers of a shard. */
    add: (partnerId: string, shard: number, changes: Record<string, number>) =>
      documents.send(
        new UpdateCommand({
          TableName: target.ledgerTable,
          Key: balanceKey(partnerId, 'EUR', shard),
          UpdateExpression: `ADD ${Object.keys(changes).map((name) => `${name} :${name}`)}`,
          ExpressionAttributeValues: Object.fromEntries(Object.entries(changes).map(([name, by]) => [`:${name}`, by])),
        }),
      ),
    /** An entry that the balance agrees with, whatever it is. */
    async book(
      movement: Movement,
      shard: number,
      legs: readonly { account: string; value: number }[] = legsOf(movement),
    ) {
      const onShard = legs.map(({ account, value }) => ({ account, value, shard }));
      await byHand.put(target.ledgerTable, { ...entryItem(movement, []), legs: onShard });
      await byHand.add(
        movement.partnerId,
        shard,
        Object.fromEntries(legs.map(({ account, value }) => [account, value])),
      );
    },
  };

  return {
    ...{ ...product, tables, store, byHand, target, cliTarget },
    audit: (options: AuditOptions = {}) => auditLedger(target, { pauseMs: 0, ...options }),
    async stop() {
      cliTarget.sqs.destroy();
      cliTarget.secrets.destroy();
      await tables.stop();
    },
  };
}

export type Books = Awaited<ReturnType<typeof startBooks>>;

export function movementOf(payment: Payment, kind: MovementKind, over: Partial<Movement> = {}): Movement {
  const { partnerId, amount } = payment;
  return { cause: causeOf(payment), kind, partnerId, amount, at, ...over };
}

export function causeOf({ id }: Payment): string {
  return paymentKey(id).pk;
}

export function shardOf({ id }: Payment): number {
  return homeShard(id);
}

/** The faults as a person reads them. */
export function sentences({ faults }: Audit): string[] {
  return faults.map(({ says, now }) => (now === undefined ? says : `${says} (${now})`));
}
