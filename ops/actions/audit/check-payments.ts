import { type Book, type Entry, isOfPayment } from './book.ts';
import { ownerOf } from './check-entry.ts';
import { type Fault, faultOf } from './fault.ts';
import { hasKind, kindsMissing } from './kinds.ts';
import { nameOf } from './owner.ts';
import type { ReadPayments } from './read-payments.ts';

type Payments = ReadPayments['payments'];

/**
 * Whether an entry belongs to its payment. One that was there `before` the payments were read must be implied by what was
 * read; one that came later may belong to a later status, or to a later payment.
 */
export function checkAgainstPayment(entry: Entry, payments: Payments, before: Book): Fault[] {
  if (!isOfPayment(entry)) return [];
  const { pk, sk, amount } = entry;
  const wasThere = hasKind(before.booked.get(pk) ?? 0, sk);
  if (!payments.has(pk))
    return wasThere ? [faultOf(ownerOf(entry), pk, `${sk} ${amount.value} is booked without a payment`)] : [];
  const payment = payments.get(pk);
  if (!payment) return [];
  const booked = `${amount.value} of ${nameOf(ownerOf(entry))}`;
  const paid = `${payment.value} of ${nameOf(payment.owner)}`;
  const faults: Fault[] = [];
  if (booked !== paid) faults.push(faultOf(payment.owner, pk, `${sk} is booked as ${booked}, its payment is ${paid}`));
  if (wasThere && !hasKind(payment.wanted, sk))
    faults.push(faultOf(payment.owner, pk, `${sk} is booked against its status`, `it is ${payment.status}`));
  return faults;
}

/** Whether payments lack an entry. What their status implied when it was read must be there `after` that. */
export function checkEntriesOf(payments: Payments, after: Book): Fault[] {
  const faults: Fault[] = [];
  for (const [cause, payment] of payments) {
    if (!payment) continue;
    const missing = kindsMissing(payment.wanted, after.booked.get(cause) ?? 0);
    const now = `it is ${payment.status}`;
    faults.push(...missing.map((kind) => faultOf(payment.owner, cause, `no ${kind} is booked`, now)));
  }
  return faults;
}
