import { describe, expect, test } from '@jest/globals';
import { checkBatch } from '#shared/contracts/batch.ts';
import { readCreatePayment } from '#shared/contracts/create-payment.ts';
import { findAmbiguity } from '#shared/contracts/find-ambiguity.ts';
import { readIdempotencyKey } from '#shared/contracts/idempotency-key.ts';
import { readListQuery } from '#shared/contracts/list-payments.ts';
import { isBatchName } from '#shared/domain/batches/batch-name.ts';
import { DomainError } from '#shared/domain/errors.ts';
import { http } from '#shared/lambda/http.ts';
import { json } from '#shared/lambda/respond.ts';
import { aRequest } from '../support/a-payment.ts';
import { captureLogs } from '../support/captured-logs.ts';
import { httpEvent } from '../support/http-event.ts';
import { lambdaContext } from '../support/lambda-context.ts';
import { tableOf, textOf } from './api-page.ts';

captureLogs();

const limits = tableOf('what', 'smallest', 'largest').map(([what = '', smallest, largest]) => ({
  what,
  smallest: numberIn(smallest),
  largest: numberIn(largest),
}));

/** For each limit, whether the code takes a thing of this size. */
const takes: Record<string, (size: number) => boolean | Promise<boolean>> = {
  'body of a payment, bytes': takesBody,
  'nesting of its JSON, levels': (size) => findAmbiguity('['.repeat(size) + ']'.repeat(size)) === undefined,
  'amount.value': (value) => takesPayment({ amount: { value, currency: 'EUR' } }),
  '`creditor.name`, characters': (size) =>
    takesPayment({ creditor: { ...aRequest().creditor, name: '🙂'.repeat(size) } }),
  '`reference`, characters': (size) => takesPayment({ reference: 'é'.repeat(size) }),
  '`metadata`, pairs': (size) =>
    takesPayment({ metadata: Object.fromEntries(Array.from({ length: size }, (_, index) => [`name-${index}`, 'x'])) }),
  'name in `metadata`, characters of `A-Z a-z 0-9 _ . -`': (size) =>
    takesPayment({ metadata: { ['n'.repeat(size)]: 'x' } }),
  'value in `metadata`, characters': (size) => takesPayment({ metadata: { name: 'x'.repeat(size) } }),
  '`Idempotency-Key` of a payment, characters': (size) =>
    !refuses(() => readIdempotencyKey('k'.repeat(size))) && !refuses(() => readIdempotencyKey(`"${'k'.repeat(size)}"`)),
  'your partner id, `_` and the `Idempotency-Key` of a batch, characters together': (size) =>
    isBatchName({ partnerId: 'abc', batchId: 'k'.repeat(size - 'abc_'.length) }),
  'payments in a batch': (size) => 'total' in checkBatch({ payments: Array.from({ length: size }, () => ({})) }),
  '`limit` of a list (20 if left out)': (size) => !refuses(() => readListQuery({ limit: String(size) })),
  '`errors` named in one answer': (size) => problemsNamedOf(size) === size,
};

describe('the limits of docs/api.md', () => {
  test('are all checked', () => {
    expect(limits.map(({ what }) => what)).toEqual(Object.keys(takes));
  });

  test.each(limits)('$what: from $smallest to $largest, and no further', async ({ what, smallest, largest }) => {
    const takesSize = takes[what] ?? (() => false);
    expect(await takesSize(smallest)).toBe(true);
    expect(await takesSize(largest)).toBe(true);
    expect(await takesSize(largest + 1)).toBe(false);
    if (smallest > 0) expect(await takesSize(smallest - 1)).toBe(false);
  });

  test('a list has as many payments as the page says when no limit is given', () => {
    expect(readListQuery().limit).toBe(Number(textOf(/`limit` of a list \((\d+) if left out\)/)));
  });
});

function numberIn(cell = ''): number {
  return Number(cell.replaceAll(',', ''));
}

function takesPayment(over: object): boolean {
  return !refuses(() => readCreatePayment({ ...aRequest(), ...over }));
}

function refuses(read: () => unknown): boolean {
  try {
    read();
    return false;
  } catch (error) {
    if (error instanceof DomainError) return true;
    throw error;
  }
}

/** A body of so many bytes that is valid JSON where JSON can be so short. */
async function takesBody(size: number): Promise<boolean> {
  const body = size < 2 ? '1'.repeat(size) : JSON.stringify('x'.repeat(size - 2));
  const answer = await http({ body: 'json' }, () => json(200, {}))(httpEvent({ body }), lambdaContext());
  return answer.statusCode === 200;
}

function problemsNamedOf(size: number): number {
  const unknown = Object.fromEntries(Array.from({ length: size }, (_, index) => [`unknown-${index}`, 1]));
  try {
    readCreatePayment({ ...aRequest(), ...unknown });
    return -1;
  } catch (error) {
    return error instanceof DomainError ? (error.problems?.length ?? 0) : -1;
  }
}
