import { describe, expect, test } from '@jest/globals';
import { processedMessages } from '../../../local/event-sources/processed-messages.ts';
import type { Invocation } from '../../../local/lambda/invocation.ts';
import { message, returned } from './fakes.ts';

const batch = [message('a'), message('b'), message('c')];
const all = ['a', 'b', 'c'];
const processed = (payload: string, reportsItemFailures = true) => processedOf(returned(payload), reportsItemFailures);
const processedOf = (invocation: Invocation, reportsItemFailures = true) =>
  processedMessages(batch, invocation, reportsItemFailures).map(({ MessageId }) => MessageId);

describe('with ReportBatchItemFailures', () => {
  test('listed messages stay, the others are deleted [D3]', () => {
    expect(processed('{"batchItemFailures":[{"itemIdentifier":"b"}]}')).toEqual(['a', 'c']);
  });

  test('every message may be listed [D3]', () => {
    const failures = all.map((itemIdentifier) => ({ itemIdentifier }));
    expect(processed(JSON.stringify({ batchItemFailures: failures }))).toEqual([]);
  });

  test.each([
    ['an empty list', '{"batchItemFailures":[]}'],
    ['a null list', '{"batchItemFailures":null}'],
    ['an empty object', '{}'],
    ['a null response', 'null'],
    ['an empty response', ''],
  ])('%s is complete success [D3]', (_, payload) => {
    expect(processed(payload)).toEqual(all);
  });

  test.each([
    ['an unknown itemIdentifier', '{"batchItemFailures":[{"itemIdentifier":"b"},{"itemIdentifier":"z"}]}'],
    ['an empty itemIdentifier', '{"batchItemFailures":[{"itemIdentifier":""}]}'],
    ['a null itemIdentifier', '{"batchItemFailures":[{"itemIdentifier":null}]}'],
    ['a wrong key name', '{"batchItemFailures":[{"ItemIdentifier":"b"}]}'],
    ['a bare id', '{"batchItemFailures":["b"]}'],
    ['invalid JSON', '{"batchItemFailures":'],
  ])('%s fails the whole batch [D3]', (_, payload) => {
    expect(processed(payload)).toEqual([]);
  });

  test('an exception fails the whole batch [D3]', () => {
    const failed = { outcome: 'failed', errorType: 'Error', errorMessage: 'no', payload: '{}' } as const;
    expect(processedOf({ ...returned('{}'), ...failed })).toEqual([]);
  });
});

describe('without ReportBatchItemFailures', () => {
  test('a normal return deletes everything, whatever batchItemFailures says [D3]', () => {
    expect(processed('{"batchItemFailures":[{"itemIdentifier":"b"}]}', false)).toEqual(all);
  });

  test('a throttled invocation deletes nothing [D3]', () => {
    const throttled = { outcome: 'throttled', reason: 'ConcurrentInvocationLimitExceeded' } as const;
    expect(processedOf({ requestId: 'r', durationMs: 0, coldStart: false, ...throttled }, false)).toEqual([]);
  });
});
