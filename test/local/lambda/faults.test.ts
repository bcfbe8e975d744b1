import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { FaultEffect } from '../../../local/faults.ts';
import { type Running, runFunctions } from './running-functions.ts';

let running: Running;
beforeAll(async () => {
  running = await runFunctions({
    count: { code: 'let n = 0; export const handler = async () => { console.log("ran"); return ++n; };' },
    sleep: { code: 'export const handler = () => new Promise((r) => setTimeout(r, 3000));' },
  });
});
afterEach(() => {
  running.logs.length = 0;
});
afterAll(() => running.stop());

const strike = (name: string, effect: FaultEffect) =>
  running.faults.add((point) => point.at === 'invoke' && point.functionName === name, effect);
const ran = () => running.logs.some(({ text }) => text.endsWith('\tran'));

test('fail: the caller gets an error and the handler does not run', async () => {
  strike('count', { do: 'fail' });
  expect(await running.functions.invoke('count', {})).toMatchObject({ outcome: 'failed', errorType: 'InjectedFault' });
  expect(ran()).toBe(false);
  expect(await running.functions.invoke('count', {})).toMatchObject({ outcome: 'returned' });
});

test('throttle: the caller is refused and the handler does not run', async () => {
  strike('count', { do: 'throttle' });
  expect(await running.functions.invoke('count', {})).toMatchObject({ outcome: 'throttled' });
  expect(ran()).toBe(false);
});

test('drop-response: the handler runs to its end and the caller hears of a failure', async () => {
  strike('count', { do: 'drop-response' });
  expect(await running.functions.invoke('count', {})).toMatchObject({ outcome: 'failed', errorType: 'InjectedFault' });
  expect(ran()).toBe(true);
});

test('delay: the handler runs later', async () => {
  strike('count', { do: 'delay', ms: 200 });
  const startedAt = Date.now();
  expect(await running.functions.invoke('count', {})).toMatchObject({ outcome: 'returned' });
  expect(Date.now() - startedAt).toBeGreaterThanOrEqual(195);
});

test('kill: the environment dies in the middle of the invocation', async () => {
  strike('sleep', { do: 'kill', afterMs: 50 });
  const invocation = await running.functions.invoke('sleep', {});
  expect(invocation).toMatchObject({
    outcome: 'failed',
    errorType: 'Runtime.ExitError',
    errorMessage: `RequestId: ${invocation.requestId} Error: Runtime exited with error: signal: killed`,
  });
  expect(invocation.durationMs).toBeLessThan(2000);
});

test('a fault strikes only as often as it was told to', async () => {
  const remove = running.faults.add(() => true, { do: 'fail' }, 2);
  const outcomes = [];
  for (let i = 0; i < 3; i++) outcomes.push((await running.functions.invoke('count', {})).outcome);
  expect(outcomes).toEqual(['failed', 'failed', 'returned']);
  remove();
});
