import { afterEach, describe, expect, test } from '@jest/globals';
import { type Clock, type Schedules, startSchedules } from '../../../local/schedules/start-schedules.ts';
import { functionArn, recorder, resource, stackOf } from '../lambda/running-functions.ts';

const ruleArn = 'arn:aws:events:eu-central-1:000000000000:rule/Rule';
const startedAt = Date.parse('2026-01-01T00:00:30.500Z');
const minute = 60_000;
let schedules: Schedules | undefined;
afterEach(async () => {
  await schedules?.stop();
});

/** Starts one rule, whose time passes when the test says so. */
function start(properties: Record<string, unknown>, permitted = true) {
  const invocations: Array<[string, unknown]> = [];
  const { observe, notices } = recorder();
  const clock = manualClock(startedAt);
  schedules = startSchedules({
    stack: stackOf([{ ...resource('AWS::Events::Rule', 'Rule', properties), arn: ruleArn }], '/nowhere'),
    functions: {
      permits: (_name, caller) =>
        permitted && caller.service === 'events.amazonaws.com' && caller.sourceArn === ruleArn,
      invokeLater: (name, event) => {
        invocations.push([name, event]);
        return 'id';
      },
    },
    observe,
    clock,
  });
  return { invocations, notices, clock };
}

const target = { Id: 'work', Arn: functionArn('work') };
const everyMinute = { ScheduleExpression: 'rate(1 minute)', State: 'ENABLED', Targets: [target] };

test('a rate fires when its interval has passed, and again after each', async () => {
  const { invocations, clock } = start(everyMinute);
  await clock.pass(minute - 1);
  expect(invocations).toHaveLength(0);
  await clock.pass(1);
  expect(invocations).toHaveLength(1);
  await clock.pass(minute);
  await clock.pass(minute);
  expect(invocations).toHaveLength(3);
});

test('the function gets a scheduled event of EventBridge', async () => {
  const { invocations, clock } = start(everyMinute);
  await clock.pass(minute);
  expect(invocations).toEqual([
    [
      functionArn('work'),
      {
        version: '0',
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        'detail-type': 'Scheduled Event',
        source: 'aws.events',
        account: '000000000000',
        time: '2026-01-01T00:01:30Z',
        region: 'eu-central-1',
        resources: [ruleArn],
        detail: {},
      },
    ],
  ]);
});

test('a target’s Input stands in for the event', async () => {
  const { invocations, clock } = start({ ...everyMinute, Targets: [{ ...target, Input: '{"mode":"full"}' }] });
  await clock.pass(minute);
  expect(invocations).toEqual([[functionArn('work'), { mode: 'full' }]]);
});

test('what was missed while the machine slept is not made up for', async () => {
  const { invocations, clock } = start(everyMinute);
  await clock.pass(10 * minute + 5);
  expect(invocations).toHaveLength(1);
  await clock.pass(minute);
  expect(invocations).toHaveLength(2);
});

test('a disabled rule does not fire, and nothing is said of it', async () => {
  const { invocations, notices, clock } = start({ ...everyMinute, State: 'DISABLED' });
  await clock.pass(minute);
  expect(invocations).toEqual([]);
  expect(notices).toEqual([]);
});

describe('what is not honoured is named at the start', () => {
  test.each([
    ['cron()', { ...everyMinute, ScheduleExpression: 'cron(0 8 * * ? *)' }, 'cron(0 8 * * ? *)'],
    ['a rate with a wrong plural', { ...everyMinute, ScheduleExpression: 'rate(1 minutes)' }, 'rate(1 minutes)'],
    [
      'a target that is no function',
      { ...everyMinute, Targets: [{ ...target, Arn: 'arn:aws:sqs:r:1:q' }] },
      'arn:aws:sqs:r:1:q',
    ],
    ['InputPath', { ...everyMinute, Targets: [{ ...target, InputPath: '$.detail' }] }, 'InputPath'],
  ])('%s', async (_, properties, named) => {
    const { invocations, notices, clock } = start(properties);
    await clock.pass(minute);
    expect(invocations).toEqual([]);
    expect(notices).toEqual([expect.stringContaining(named)]);
  });
});

test('a function that does not permit EventBridge is not invoked', async () => {
  const { invocations, notices, clock } = start(everyMinute, false);
  await clock.pass(minute);
  expect(invocations).toEqual([]);
  expect(notices).toEqual([expect.stringContaining('AWS::Lambda::Permission')]);
});

test('a stop ends the waiting at once', async () => {
  start(everyMinute);
  await schedules?.stop();
});

/** A clock that stands still until `pass` moves it and lets whoever waited go on. */
function manualClock(from: number): Clock & { pass(ms: number): Promise<void> } {
  let now = from;
  const sleepers = new Set<{ at: number; wake: () => void }>();
  return {
    now: () => now,
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { at: now + ms, wake: resolve };
        sleepers.add(sleeper);
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      }),
    async pass(ms) {
      now += ms;
      for (const sleeper of [...sleepers].filter(({ at }) => at <= now)) {
        sleepers.delete(sleeper);
        sleeper.wake();
      }
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
