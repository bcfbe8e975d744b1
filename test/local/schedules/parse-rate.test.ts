import { expect, test } from '@jest/globals';
import { parseRate } from '../../../local/schedules/parse-rate.ts';

test.each([
  ['rate(1 minute)', 60_000],
  ['rate(5 minutes)', 300_000],
  ['rate(1 hour)', 3_600_000],
  ['rate(30 days)', 30 * 86_400_000],
])('%s is %i ms', (expression, ms) => {
  expect(parseRate(expression)).toBe(ms);
});

test.each([
  'rate(1 minutes)',
  'rate(2 minute)',
  'rate(0 minutes)',
  'rate(1.5 hours)',
  'rate(10 seconds)',
  'cron(* * * * ? *)',
  '',
])('%s is no rate', (expression) => {
  expect(parseRate(expression)).toBeUndefined();
});
