import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { executionNameOf, isBatchName, readExecutionName } from '#shared/domain/batches/batch-name.ts';

describe('an execution name', () => {
  test('is read back as the partner and the key that made it, whatever the key', () => {
    const partnerId = fc.stringMatching(/^[a-z0-9-]{3,30}$/);
    fc.assert(
      fc.property(partnerId, fc.string(), (partner, batchId) => {
        expect(readExecutionName(`${partner}_${batchId}`)).toEqual({ partnerId: partner, batchId });
      }),
    );
  });

  test('cannot be made to name another partner by a key that looks like a name', () => {
    expect(readExecutionName('acme_globex_key')).toEqual({ partnerId: 'acme', batchId: 'globex_key' });
  });

  test('without a partner is no batch’s', () => {
    expect(() => readExecutionName('acme')).toThrow(TypeError);
  });
});

describe('a batch id', () => {
  const named = (batchId: string) => ({ partnerId: 'acme', batchId });

  test.each(['a', 'A-1_b.c', 'x'.repeat(75), "a@b+c=d!(e)'f", 'gehälter'])('%s can be one', (batchId) => {
    expect(isBatchName(named(batchId))).toBe(true);
    expect(executionNameOf(named(batchId)).length).toBeLessThanOrEqual(80);
  });

  test.each(['', 'x'.repeat(76), 'a b', 'a#b', 'a/b', 'a%2Fb', '*', 'a\u0000b', 'a\ud800', 'a:b', '`a`', '\u0085'])(
    '%j cannot be one',
    (batchId) => {
      expect(isBatchName(named(batchId))).toBe(false);
    },
  );
});
