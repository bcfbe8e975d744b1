import { fromItem } from '#shared/contracts/stored-payment.ts';
import { movementsFor } from '#shared/domain/ledger/movements-for.ts';
import type { Payment, PaymentStatus } from '#shared/domain/payments/payment.ts';
import type { Fault } from './fault.ts';
import { type Kinds, kindsOf } from './kinds.ts';
import { nameOf, type Owner } from './owner.ts';
import { scanTable } from './scan-table.ts';
import type { AuditedTables } from './tables.ts';

/** What the audit keeps of a payment. */
export interface AuditedPayment {
  /** One object for all payments of a balance: there are many of them. */
  owner: Owner;
  /** Minor units. */
  value: number;
  status: PaymentStatus;
  /** The entries that its status implies. */
  wanted: Kinds;
}

export interface ReadPayments {
  /** By key, which is the cause of its entries. Of a payment that cannot be read is only known that it is there. */
  payments: Map<string, AuditedPayment | undefined>;
  unreadable: Fault[];
}

/** Reads all payments once. */
export async function readPayments({ documents, paymentsTable }: AuditedTables): Promise<ReadPayments> {
  const read: ReadPayments = { payments: new Map(), unreadable: [] };
  const owners = new Map<string, Owner>();
  for await (const items of scanTable(documents, paymentsTable)) {
    for (const item of items) {
      const key = String(item.pk);
      const payment = readPayment(item);
      if (!payment) read.unreadable.push({ about: key, says: `${key} is not kept as payments are` });
      read.payments.set(key, payment && audited(payment, owners));
    }
  }
  return read;
}

function audited(payment: Payment, owners: Map<string, Owner>): AuditedPayment {
  const { partnerId, amount, status } = payment;
  const wanted = kindsOf(movementsFor(undefined, payment).map(({ kind }) => kind));
  const owner = { partnerId, currency: amount.currency };
  const known = owners.get(nameOf(owner)) ?? owner;
  owners.set(nameOf(owner), known);
  return { owner: known, value: amount.value, status, wanted };
}

/** Why it cannot be read is left unsaid: the reason may quote what a creditor is called. */
function readPayment(item: unknown): Payment | undefined {
  try {
    return fromItem(item);
  } catch {
    return undefined;
  }
}
