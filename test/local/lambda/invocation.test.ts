import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { functionArn, type Running, runFunctions } from './running-functions.ts';

let running: Running;
const invoke = (name: string, event: unknown = {}) => running.functions.invoke(name, event);
const uuid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

beforeAll(async () => {
  process.env.SECRET_OF_THE_PARENT = 'must not get in';
  running = await runFunctions({
    echo: { code: 'export const handler = async (event) => event;' },
    nothing: { code: 'export const handler = async () => {};' },
    sync: { code: 'export const handler = (event) => ({ sync: event });' },
    nested: { code: 'export const handler = async () => "nested";', file: 'functions/http/nested.mjs' },
    commonjs: { code: 'exports.handler = async () => __filename.endsWith("index.js");', file: 'index.js' },
    counting: { code: 'let n = 0; export const handler = async () => ++n;' },
    context: {
      code: 'export const handler = async (_, c) => ({ ...c, left: c.getRemainingTimeInMillis(), args: c.length });',
      properties: { Timeout: 5, MemorySize: 512 },
    },
    env: {
      code: 'export const handler = async () => process.env;',
      properties: {
        Environment: { Variables: { TABLE: 'payments', LIMIT: 10 } },
        TracingConfig: { Mode: 'Active' },
      },
    },
    huge: { code: 'export const handler = async ({ bytes }) => "x".repeat(bytes - 2);' },
    bigint: { code: 'export const handler = async () => 10n;' },
  });
});

afterAll(async () => {
  delete process.env.SECRET_OF_THE_PARENT;
  await running.stop();
});

describe('what a handler gets and gives', () => {
  test('the event arrives and the result comes back as JSON', async () => {
    const event = { text: 'grüße 💶\u2028', list: [1, null, { a: true }] };
    expect(await invoke('echo', event)).toMatchObject({
      outcome: 'returned',
      payload: JSON.stringify(event),
      requestId: uuid,
      coldStart: true,
      durationMs: expect.any(Number),
    });
  });

  test('a handler that returns nothing gives null', async () => {
    expect(await invoke('nothing')).toMatchObject({ outcome: 'returned', payload: 'null' });
  });

  test('a handler may return without a promise', async () => {
    expect(await invoke('sync', 1)).toMatchObject({ payload: '{"sync":1}' });
  });

  test('a handler path may hold folders', async () => {
    expect(await invoke('nested')).toMatchObject({ payload: '"nested"' });
  });

  test('a .js file of an artifact without package.json is CommonJS', async () => {
    expect(await invoke('commonjs')).toMatchObject({ payload: 'true' });
  });

  test('the context has the fields of the Node.js runtime [D6]', async () => {
    const { payload, requestId } = returned(await invoke('context'));
    const { left, ...context } = JSON.parse(payload);
    expect(context).toEqual({
      callbackWaitsForEmptyEventLoop: true,
      functionName: 'context',
      functionVersion: '$LATEST',
      memoryLimitInMB: '512',
      logGroupName: '/aws/lambda/context',
      logStreamName: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/),
      invokedFunctionArn: functionArn('context'),
      awsRequestId: requestId,
    });
    expect(left).toBeGreaterThan(4000);
    expect(left).toBeLessThanOrEqual(5000);
  });

  test('the environment holds the function’s variables, the reserved ones and nothing of the parent', async () => {
    const variables = JSON.parse(returned(await invoke('env')).payload);
    expect(variables).toMatchObject({
      TABLE: 'payments',
      LIMIT: '10',
      AWS_REGION: 'eu-central-1',
      AWS_DEFAULT_REGION: 'eu-central-1',
      AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:1',
      AWS_LAMBDA_FUNCTION_NAME: 'env',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_ACCESS_KEY_ID: 'key of arn:aws:iam::000000000000:role/env',
      AWS_SESSION_TOKEN: 'token',
      AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
      _HANDLER: 'index.handler',
      _X_AMZN_TRACE_ID: expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=1$/),
    });
    expect(Object.keys(variables)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/SECRET_OF_THE_PARENT|NODE_OPTIONS|JEST|npm_/)]),
    );
  });

  test('each invocation has the trace header of its caller', async () => {
    const traceId = 'Root=1-00000001-000000000000000000000001;Parent=0000000000000001;Sampled=0';
    const { payload } = returned(await running.functions.invoke('env', {}, { traceId }));
    expect(JSON.parse(payload)._X_AMZN_TRACE_ID).toBe(traceId);
  });

  test('a result that JSON cannot hold fails', async () => {
    expect(await invoke('bigint')).toMatchObject({
      outcome: 'failed',
      errorType: 'Error',
      errorMessage: 'Unable to stringify response body',
    });
  });
});

describe('sizes', () => {
  test('a response of 6,291,556 bytes passes, one more byte fails as too large [D6]', async () => {
    expect(await invoke('huge', { bytes: 6_291_556 })).toMatchObject({ outcome: 'returned' });
    expect(await invoke('huge', { bytes: 6_291_557 })).toMatchObject({
      outcome: 'failed',
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    });
  });

  test('an event over 6 MB is refused with 413 [D6]', async () => {
    await expect(invoke('echo', 'x'.repeat(6 * 1024 * 1024))).rejects.toMatchObject({
      code: 'RequestTooLargeException',
      status: 413,
    });
  });
});

describe('names', () => {
  test.each([
    'echo',
    'echo:$LATEST',
    functionArn('echo'),
    `${functionArn('echo')}:$LATEST`,
    '000000000000:function:echo',
  ])('a function is known as %s', async (name) => {
    expect(await invoke(name, 1)).toMatchObject({ payload: '1' });
  });

  test.each(['unknown', 'echo:noalias', functionArn('unknown')])('%s is not found', async (name) => {
    await expect(invoke(name)).rejects.toMatchObject({ code: 'ResourceNotFoundException', status: 404 });
  });
});

test('module state lives on from one invocation to the next, in the same environment', async () => {
  const results = [];
  for (let i = 0; i < 3; i++) results.push(await invoke('counting'));
  expect(results.map((result) => [returned(result).payload, result.coldStart])).toEqual([
    ['1', true],
    ['2', false],
    ['3', false],
  ]);
});

function returned<T extends { outcome: string }>(invocation: T): Extract<T, { outcome: 'returned' }> {
  if (invocation.outcome !== 'returned') throw new Error(`not returned: ${JSON.stringify(invocation)}`);
  return invocation as Extract<T, { outcome: 'returned' }>;
}
