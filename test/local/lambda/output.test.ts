import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Running, resource, runFunctions } from './running-functions.ts';

let running: Running;
beforeAll(async () => {
  running = await runFunctions(
    {
      talk: {
        code: `console.log('init');
          export const handler = async ({ lines = [] }) => {
            for (const line of lines) process.stdout.write(line);
            console.log('hello', { a: 1 }); console.error(new Error('bad').message); console.debug('two\\nlines');
          };`,
      },
      fail: { code: 'export const handler = async () => { throw new Error("no"); };' },
    },
    [resource('AWS::Lambda::Alias', 'Live', { FunctionName: 'talk', FunctionVersion: '1', Name: 'live' })],
  );
});
afterAll(() => running.stop());

const textsOf = (id: string) => running.logs.filter(({ requestId }) => requestId === id).map(({ text }) => text);
const time = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`;

describe('log lines', () => {
  test('START, the handler’s lines, END and REPORT stand in order, with the request id', async () => {
    const { requestId } = await running.functions.invoke('talk', {});
    expect(textsOf(requestId)).toEqual([
      `START RequestId: ${requestId} Version: $LATEST`,
      expect.stringMatching(new RegExp(`^${time}\t${requestId}\tINFO\thello { a: 1 }$`)),
      expect.stringMatching(new RegExp(`^${time}\t${requestId}\tERROR\tbad$`)),
      expect.stringMatching(new RegExp(`^${time}\t${requestId}\tDEBUG\ttwo\nlines$`)),
      `END RequestId: ${requestId}`,
      expect.stringMatching(
        /^REPORT RequestId: [^\t]+\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 256 MB\tMax Memory Used: [1-9]\d* MB\tInit Duration: [\d.]+ ms$/,
      ),
    ]);
    expect(running.logs).toContainEqual({
      functionName: 'talk',
      requestId: '',
      text: expect.stringMatching(/\tinit$/),
    });
  });

  test('a warm invocation has no Init Duration', async () => {
    await running.functions.invoke('talk', {});
    const { requestId } = await running.functions.invoke('talk', {});
    expect(textsOf(requestId).at(-1)).toMatch(/^REPORT .* Max Memory Used: \d+ MB$|Max Memory Used: \d+ MB$/);
    expect(textsOf(requestId).at(-1)).not.toContain('Init Duration');
  });

  test('what is written to stdout comes as it is, a line at a time', async () => {
    const { requestId } = await running.functions.invoke('talk', { lines: ['{"level":', '"INFO"}\nsecond\n', ''] });
    expect(textsOf(requestId)).toEqual(expect.arrayContaining(['{"level":"INFO"}', 'second']));
  });

  test('a failing handler’s error is logged by the runtime', async () => {
    const { requestId } = await running.functions.invoke('fail', {});
    expect(textsOf(requestId)).toContainEqual(
      expect.stringMatching(/\tERROR\tInvoke Error \t{"errorType":"Error","errorMessage":"no"/),
    );
  });
});

describe('metrics', () => {
  test('a line in embedded metric format becomes metrics, and stays a log line', async () => {
    const line = JSON.stringify({
      _aws: {
        Timestamp: 1_700_000_000_000,
        CloudWatchMetrics: [
          {
            Namespace: 'Sluice',
            Dimensions: [['service'], ['service', 'stage']],
            Metrics: [{ Name: 'accepted', Unit: 'Count' }, { Name: 'age' }],
          },
        ],
      },
      service: 'sluice',
      stage: 'dev',
      accepted: 1,
      age: [5, 7],
    });
    const { requestId } = await running.functions.invoke('talk', { lines: [`${line}\n`] });
    expect(textsOf(requestId)).toContain(line);
    const common = { namespace: 'Sluice', timestamp: 1_700_000_000_000 };
    const datums = (dimensions: Record<string, string>) => [
      { ...common, dimensions, name: 'accepted', unit: 'Count', value: 1 },
      { ...common, dimensions, name: 'age', unit: 'None', value: 5 },
      { ...common, dimensions, name: 'age', unit: 'None', value: 7 },
    ];
    expect(running.metrics.filter(({ namespace }) => namespace === 'Sluice')).toEqual([
      ...datums({ service: 'sluice' }),
      ...datums({ service: 'sluice', stage: 'dev' }),
    ]);
  });

  test.each(['{"_aws": broken', '{"_aws":{}}', 'text with "_aws"'])('%s is only a log line', async (line) => {
    const before = running.metrics.filter(({ namespace }) => namespace !== 'AWS/Lambda').length;
    await running.functions.invoke('talk', { lines: [`${line}\n`] });
    expect(running.metrics.filter(({ namespace }) => namespace !== 'AWS/Lambda')).toHaveLength(before);
  });

  test('an invocation counts on the function, and on the alias it was addressed to [F2]', async () => {
    running.metrics.length = 0;
    const startedAt = Date.now();
    await running.functions.invoke('talk:live', {});
    for (const dimensions of [{ FunctionName: 'talk' }, { FunctionName: 'talk', Resource: 'talk:live' }]) {
      const values = running.metrics.filter((datum) => JSON.stringify(datum.dimensions) === JSON.stringify(dimensions));
      expect(Object.fromEntries(values.map(({ name, value }) => [name, value]))).toEqual({
        Invocations: 1,
        Errors: 0,
        Throttles: 0,
        Duration: expect.any(Number),
        ConcurrentExecutions: 1,
      });
      expect(values[0]?.timestamp).toBeGreaterThanOrEqual(startedAt);
    }
  });

  test('an error is counted at the time of the invocation’s start [F2]', async () => {
    running.metrics.length = 0;
    const startedAt = Date.now();
    await running.functions.invoke('fail', {});
    const errors = running.metrics.find(({ name }) => name === 'Errors');
    expect(errors).toMatchObject({ value: 1, unit: 'Count', dimensions: { FunctionName: 'fail' } });
    expect((errors?.timestamp ?? 0) - startedAt).toBeLessThan(50);
  });
});
