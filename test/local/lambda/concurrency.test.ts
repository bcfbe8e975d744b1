import { afterEach, describe, expect, test } from '@jest/globals';
import type { FunctionsOptions } from '../../../local/lambda/start-functions.ts';
import { functionArn, type Running, resource, runFunctions } from './running-functions.ts';

/** Answers with the environment's id, after a while. */
const slow = {
  code: `const id = Math.random(); const initialization = process.env.AWS_LAMBDA_INITIALIZATION_TYPE;
    export const handler = async ({ ms = 0, act } = {}, context) => {
      if (act === 'exit') process.exit(1);
      await new Promise((r) => setTimeout(r, ms));
      return { id, initialization, version: context.functionVersion, arn: context.invokedFunctionArn };
    };`,
};
const reserving = (concurrency: number) => ({ ...slow, properties: { ReservedConcurrentExecutions: concurrency } });

/** An alias `live` on version 7 that keeps environments ready. */
const alias = (provisioned: number) =>
  resource('AWS::Lambda::Alias', 'Live', {
    FunctionName: functionArn('slow'),
    FunctionVersion: '7',
    Name: 'live',
    ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: provisioned },
  });

let running: Running;
afterEach(() => running.stop());

async function start(
  sources: Parameters<typeof runFunctions>[0],
  options: Partial<FunctionsOptions> = {},
  others = [] as ReturnType<typeof alias>[],
) {
  running = await runFunctions(sources, others, options);
  return (name: string, event: unknown = {}) => running.functions.invoke(name, event);
}

type Answer = { id: number; initialization: string; version: string; arn: string };
function answerOf(invocation: { outcome: string; payload?: string }): Answer {
  if (invocation.outcome !== 'returned') throw new Error(JSON.stringify(invocation));
  return JSON.parse(invocation.payload ?? '');
}

const times = <T>(count: number, one: () => T) => Array.from({ length: count }, one);

describe('environments', () => {
  test('one environment has one invocation at a time: parallel ones start more of them', async () => {
    const invoke = await start({ slow });
    const invocations = await Promise.all(times(3, () => invoke('slow', { ms: 500 })));
    expect(new Set(invocations.map((invocation) => answerOf(invocation).id)).size).toBe(3);
    expect(invocations.every(({ coldStart }) => coldStart)).toBe(true);
  });

  test('the environment used last is used first', async () => {
    const invoke = await start({ slow });
    await Promise.all([invoke('slow', { ms: 100 }), invoke('slow', { ms: 300 })]);
    const last = answerOf(await invoke('slow')).id;
    expect(answerOf(await invoke('slow')).id).toBe(last);
  });
});

describe('limits', () => {
  test('more than the reserved concurrency is throttled [D6]', async () => {
    const invoke = await start({ slow: reserving(2) });
    const invocations = await Promise.all(times(3, () => invoke('slow', { ms: 300 })));
    expect(invocations.map(({ outcome }) => outcome).sort()).toEqual(['returned', 'returned', 'throttled']);
    expect(invocations.find(({ outcome }) => outcome === 'throttled')).toMatchObject({
      reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
    });
    expect(await invoke('slow')).toMatchObject({ outcome: 'returned' });
  });

  test('a reserved concurrency of 0 turns a function off [D6]', async () => {
    const invoke = await start({ slow: reserving(0) });
    expect(await invoke('slow')).toMatchObject({ outcome: 'throttled' });
  });

  test('functions without a reservation share what the account has left [D6]', async () => {
    const invoke = await start({ slow, other: slow, reserved: reserving(2) }, { accountConcurrency: 3 });
    const [first, second] = await Promise.all([invoke('slow', { ms: 300 }), invoke('other')]);
    expect(first).toMatchObject({ outcome: 'returned' });
    expect(second).toMatchObject({ outcome: 'throttled', reason: 'ConcurrentInvocationLimitExceeded' });
    expect(await invoke('reserved')).toMatchObject({ outcome: 'returned' });
  });

  test('throttled invocations are counted as throttles only [F2]', async () => {
    const invoke = await start({ slow: reserving(0) });
    await invoke('slow');
    expect(running.metrics).toEqual([
      expect.objectContaining({
        namespace: 'AWS/Lambda',
        name: 'Throttles',
        value: 1,
        dimensions: { FunctionName: 'slow' },
      }),
    ]);
  });
});

describe('provisioned concurrency', () => {
  test('environments of the alias are ready before the first invocation [D6]', async () => {
    const invoke = await start({ slow }, {}, [alias(1)]);
    const invocation = await invoke('slow:live');
    expect(invocation.coldStart).toBe(false);
    expect(answerOf(invocation)).toMatchObject({
      initialization: 'provisioned-concurrency',
      version: '7',
      arn: `${functionArn('slow')}:live`,
    });
  });

  test('what is over it spills over to on-demand environments [D6]', async () => {
    const invoke = await start({ slow }, {}, [alias(1)]);
    const invocations = await Promise.all(times(2, () => invoke(`${functionArn('slow')}:live`, { ms: 200 })));
    const kinds = invocations.map((invocation) => [answerOf(invocation).initialization, invocation.coldStart]);
    expect(kinds).toEqual(
      expect.arrayContaining([
        ['provisioned-concurrency', false],
        ['on-demand', true],
      ]),
    );
    const names = running.metrics
      .filter(({ dimensions }) => dimensions.Resource === 'slow:live')
      .map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['ProvisionedConcurrencyInvocations', 'ProvisionedConcurrencySpilloverInvocations']),
    );
  });

  test('the function itself does not use them [D6]', async () => {
    const invoke = await start({ slow }, {}, [alias(1)]);
    expect(answerOf(await invoke('slow'))).toMatchObject({ initialization: 'on-demand', version: '$LATEST' });
  });

  test('one that dies is replaced', async () => {
    const invoke = await start({ slow }, {}, [alias(1)]);
    expect(await invoke('slow:live', { act: 'exit' })).toMatchObject({ errorType: 'Runtime.ExitError' });
    const deadline = Date.now() + 10_000;
    let kind = '';
    while (kind !== 'provisioned-concurrency' && Date.now() < deadline) {
      kind = answerOf(await invoke('slow:live')).initialization;
    }
    expect(kind).toBe('provisioned-concurrency');
  });
});
