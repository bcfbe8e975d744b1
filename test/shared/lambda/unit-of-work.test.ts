import { beforeEach, describe, expect, test } from '@jest/globals';
import { addLogKeys } from '#shared/lambda/log-context.ts';
import { schedule } from '#shared/lambda/schedule.ts';
import { workflowTask } from '#shared/lambda/workflow-task.ts';
import { captureLogs } from '../../support/captured-logs.ts';
import { lambdaContext } from '../../support/lambda-context.ts';

const logs = captureLogs();
beforeEach(() => logs.clear());

describe('a workflow task', () => {
  const task = workflowTask({
    read: (event) => {
      if (event === 'bad') throw new TypeError('not an input');
      return { requestId: 'request-1', input: event };
    },
    handle: async ({ input }) => {
      addLogKeys({ paymentId: 'pay_1' });
      return { got: input };
    },
  });

  test('answers what its handler answers, and sums up in one line with the keys that came on the way', async () => {
    expect(await task('x', lambdaContext())).toEqual({ got: 'x' });
    expect(logs.lines('work done')).toEqual([
      expect.objectContaining({ requestId: 'request-1', paymentId: 'pay_1', latencyMs: expect.any(Number) }),
    ]);
  });

  test('throws on what was thrown, for the state machine decides by its name', async () => {
    await expect(task('bad', lambdaContext())).rejects.toMatchObject({ name: 'TypeError' });
    expect(logs.lines('work failed')).toHaveLength(1);
  });
});

describe('a schedule', () => {
  const event = {
    id: 'tick-1',
    version: '0',
    account: '111122223333',
    time: '2026-11-20T09:30:00Z',
    region: 'eu-central-1',
    resources: [],
    source: 'aws.events',
    'detail-type': 'Scheduled Event' as const,
    detail: {},
  };

  test('gives its handler the time that is left, and logs under the id of its event', async () => {
    let leftMs = 0;
    await schedule(async (context) => {
      leftMs = context.getRemainingTimeInMillis();
    })(event, lambdaContext());
    expect(leftMs).toBe(10_000);
    expect(logs.lines('work done')).toEqual([expect.objectContaining({ requestId: 'tick-1' })]);
  });
});
