import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pointerTo } from '#shared/contracts/pointer.ts';

describe('a pointer', () => {
  test('leads to a field by its steps, with ~ and / escaped [RFC 6901]', () => {
    expect(pointerTo(['payments', 0, 'a/b', '~1', ''])).toBe('/payments/0/a~1b/~01/');
    expect(pointerTo([])).toBe('');
  });

  test('holds names of up to 100 characters whole, and tells by an … behind the 100th that one was cut', () => {
    expect(pointerTo(['n'.repeat(100)])).toBe(`/${'n'.repeat(100)}`);
    expect(pointerTo(['n'.repeat(101)])).toBe(`/${'n'.repeat(100)}…`);
    expect(pointerTo([`${'n'.repeat(99)}…`])).toBe(`/${'n'.repeat(99)}…`);
    expect(pointerTo(['metadata', '~'.repeat(205_000)])).toBe(`/metadata/${'~0'.repeat(100)}…`);
  });

  test('is valid Unicode, whatever the name, and wherever it is cut', () => {
    expect(pointerTo(['a\ud800b'])).toBe('/a\ufffdb');
    expect(pointerTo([`${'n'.repeat(99)}😀`])).toBe(`/${'n'.repeat(99)}\ufffd…`);
  });

  test('has at most 202 characters a step', () => {
    const name = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.stringMatching(/^[~/]{90,120}$/));
    fc.assert(
      fc.property(fc.array(name, { maxLength: 4 }), (path) => {
        const pointer = pointerTo(path);
        expect(pointer.isWellFormed()).toBe(true);
        expect(pointer.length).toBeLessThanOrEqual(202 * path.length);
      }),
    );
  });
});
