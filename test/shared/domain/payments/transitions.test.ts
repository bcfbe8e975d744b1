import { describe, expect, test } from '@jest/globals';
import { judge } from '#shared/domain/payments/transitions.ts';

describe('payment transitions', () => {
  test('a settled event fits a submitted payment', () => {
    expect(judge('submitted', 'settled')).toBe('fits');
  });
});
