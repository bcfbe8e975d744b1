import { describe, expect, test } from '@jest/globals';
import type { Batch, BatchResult } from '#shared/domain/batches/batch.ts';
import type { BatchTable } from '../fakes/batch-table.ts';

const problems = [{ pointer: '/payments', detail: 'Required.' }];

function aBatch(batchId: string, over: Partial<Batch> = {}): Batch {
  return { partnerId: 'acme', batchId, status: 'processing', startedAt: '2026-11-20T10:00:00.000Z', total: 3, ...over };
}

/** What every batches table does. Each test uses a batch of its own. */
export function batchTableContract(name: string, table: () => BatchTable): void {
  describe(`${name}, as a batches table`, () => {
    test('a batch that was created is read', async () => {
      const batch = aBatch('created');
      expect(await table().create(batch)).toBe('created');
      expect(await table().read(batch)).toEqual({ batch, results: [] });
    });

    test('a rejected batch keeps its problems', async () => {
      const batch = aBatch('rejected', { status: 'rejected', total: 0, problems });
      await table().create(batch);
      expect(await table().read(batch)).toEqual({ batch, results: [] });
    });

    test('a batch that was never opened is not there', async () => {
      expect(await table().read(aBatch('never'))).toEqual({ batch: undefined, results: [] });
    });

    test('the same execution opens its batch once', async () => {
      await table().create(aBatch('again'));
      expect(await table().create(aBatch('again'))).toBe('same');
    });

    test('a later execution does not get the name of an earlier batch', async () => {
      await table().create(aBatch('taken'));
      const later = aBatch('taken', { startedAt: '2027-11-20T10:00:00.000Z', total: 1 });
      expect(await table().create(later)).toBe('taken');
      expect((await table().read(later)).batch).toEqual(aBatch('taken'));
    });

    test('results come in the order of their index, whatever the order they were written in, each once', async () => {
      const name = aBatch('results');
      await table().create(name);
      const results: BatchResult[] = [
        { index: 0, status: 'accepted', paymentId: 'pay_0' },
        { index: 2, status: 'refused', problems },
        { index: 11, status: 'accepted', paymentId: 'pay_11' },
        { index: 499, status: 'accepted', paymentId: 'pay_499' },
      ];
      for (const result of results.toReversed()) await table().saveResult(name, result);
      for (const result of results) await table().saveResult(name, result);
      expect((await table().read(name)).results).toEqual(results);
    });

    test('a result is found by its place in its batch, and none where none was written', async () => {
      const name = aBatch('found');
      const refused: BatchResult = { index: 1, status: 'refused', problems };
      expect(await table().saveResult(name, refused)).toEqual(refused);
      expect(await table().findResult(name, 1)).toEqual(refused);
      expect(await table().findResult(name, 0)).toBeUndefined();
      expect(await table().findResult(aBatch('found', { partnerId: 'globex' }), 1)).toBeUndefined();
    });

    test('a refusal is not written over by another, which gets the first one back', async () => {
      const name = aBatch('refused twice');
      const first: BatchResult = { index: 0, status: 'refused', problems };
      await table().saveResult(name, first);
      const later: BatchResult = { index: 0, status: 'refused', problems: [{ pointer: '', detail: 'Later.' }] };
      expect(await table().saveResult(name, later)).toEqual(first);
      expect(await table().findResult(name, 0)).toEqual(first);
    });

    test('a refusal that comes late leaves what was accepted, and gets that back', async () => {
      const name = aBatch('late refusal');
      const accepted: BatchResult = { index: 0, status: 'accepted', paymentId: 'pay_0' };
      await table().saveResult(name, accepted);
      expect(await table().saveResult(name, { index: 0, status: 'refused', problems })).toEqual(accepted);
      expect((await table().read(name)).results).toEqual([accepted]);
    });

    test('what was accepted is written in any case: its money is held', async () => {
      const name = aBatch('late acceptance');
      const accepted: BatchResult = { index: 0, status: 'accepted', paymentId: 'pay_0' };
      await table().saveResult(name, { index: 0, status: 'refused', problems });
      expect(await table().saveResult(name, accepted)).toEqual(accepted);
      expect(await table().findResult(name, 0)).toEqual(accepted);
    });

    test('a completed batch has its counts, and stays as it is when it is completed again', async () => {
      const batch = aBatch('completed');
      await table().create(batch);
      const counts = { total: 3, accepted: 2, refused: 1 };
      await table().complete(batch, counts);
      await table().complete(batch, counts);
      expect((await table().read(batch)).batch).toEqual({ ...batch, status: 'completed', counts });
    });

    test('two partners may give their batches the same id', async () => {
      await table().create(aBatch('shared'));
      expect(await table().create(aBatch('shared', { partnerId: 'globex' }))).toBe('created');
      await table().saveResult(aBatch('shared'), { index: 0, status: 'accepted', paymentId: 'pay_acme' });
      expect((await table().read(aBatch('shared', { partnerId: 'globex' }))).results).toEqual([]);
    });

    test('500 results with many problems are all read', async () => {
      const name = aBatch('large', { total: 500 });
      const many = Array.from({ length: 20 }, (_, n) => ({ pointer: `/metadata/${n}`, detail: 'x'.repeat(150) }));
      const indexes = Array.from({ length: 500 }, (_, index) => index);
      await Promise.all(indexes.map((index) => table().saveResult(name, { index, status: 'refused', problems: many })));
      expect((await table().read(name)).results.map(({ index }) => index)).toEqual(indexes);
    });
  });
}
