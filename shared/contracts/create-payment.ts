import { isValidIBAN } from 'ibantools';
import * as z from 'zod/mini';
import type { PaymentRequest } from '../domain/payments/accept-payment.ts';
import { money } from './money.ts';
import { readContract } from './read-contract.ts';
import { saying, text } from './text.ts';

const maxMetadataPairs = 20;
const maxPrintedIbanLength = 42;

/** Taken with or without the spaces of the printed form, kept and shown in the electronic form. */
const iban = z.pipe(
  z.pipe(
    z.string().check(z.maxLength(maxPrintedIbanLength)),
    z.transform((value) => value.replaceAll(' ', '')),
  ),
  z.string().check(z.refine((value) => isValidIBAN(value), 'Must be an IBAN in capitals whose check digits fit.')),
);

const metadata = z
  .record(z.string().check(z.regex(/^[A-Za-z0-9_.-]{1,40}$/)), text(0, 500))
  .check(z.refine((pairs) => Object.keys(pairs).length <= maxMetadataPairs, `At most ${maxMetadataPairs} pairs.`));

/** POST /v1/payments, and each item of a batch. */
export const createPaymentRequest = z.strictObject({
  amount: money,
  creditor: z.strictObject({ name: saying(140), iban }),
  reference: saying(140),
  metadata: z._default(metadata, {}),
});

/** @throws DomainError invalid-request, with a JSON Pointer to each problem */
export function readCreatePayment(body: unknown): PaymentRequest {
  return readContract(createPaymentRequest, body);
}
