import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Running, runFunctions } from './running-functions.ts';

let running: Running;
const invoke = (name: string, event: unknown = {}) => running.functions.invoke(name, event);
const failed = (errorType: string, errorMessage: unknown) => ({ outcome: 'failed', errorType, errorMessage });

/** Does what the event says; answers with how often this environment was used. */
const obedient = `
  let n = 0;
  class PaymentError extends Error { constructor(m) { super(m); this.name = 'PaymentError'; } }
  const acts = {
    throw: () => { throw new PaymentError('no money'); },
    reject: async () => { throw new RangeError('too far'); },
    string: async () => { throw 'just text'; },
    spin: () => { for (;;); },
    sleep: () => new Promise((r) => setTimeout(r, 60_000)),
    never: () => new Promise(() => {}),
    exit: (code) => process.exit(code),
    uncaught: () => new Promise(() => setTimeout(() => { throw new TypeError('late'); }, 5)),
    unhandled: () => { Promise.reject(new Error('nobody listens')); return new Promise((r) => setTimeout(r, 1000)); },
    memory: () => { const kept = []; for (;;) kept.push(new Array(10_000).fill({})); },
  };
  export const handler = (event) => { n += 1; console.log('act', event.act); return acts[event.act]?.(event.code) ?? n; };
`;

beforeAll(async () => {
  running = await runFunctions(
    {
      obedient: { code: obedient, properties: { MemorySize: 128, Timeout: 1 } },
      patient: { code: obedient, properties: { MemorySize: 128, Timeout: 10 } },
      noModule: { code: '', file: 'other.mjs', properties: { Handler: 'index.handler' } },
      noExport: { code: 'export const main = 1;' },
      syntax: { code: 'export const handler = ' },
      callback: { code: 'export const handler = (event, context, callback) => callback(null, 1);' },
      brokenInit: { code: "throw new Error('no configuration'); export const handler = async () => 1;" },
      slowInit: {
        code: "await new Promise((r) => setTimeout(r, 600)); export const handler = async () => 'ready';",
        properties: { Timeout: 5 },
      },
      endlessInit: { code: 'for (;;); export const handler = 1;', properties: { Timeout: 1 } },
    },
    [],
    { initTimeoutMs: 400 },
  );
});

afterAll(() => running.stop());

describe('a failing handler', () => {
  test('a thrown error gives its name, message and stack, and keeps its environment', async () => {
    const before = await invoke('patient');
    const invocation = await invoke('patient', { act: 'throw' });
    expect(invocation).toMatchObject(failed('PaymentError', 'no money'));
    if (invocation.outcome !== 'failed') throw new Error('unreachable');
    expect(JSON.parse(invocation.payload)).toEqual({
      errorType: 'PaymentError',
      errorMessage: 'no money',
      trace: expect.arrayContaining(['PaymentError: no money']),
    });
    expect(await invoke('patient')).toMatchObject({ coldStart: false, payload: String(payloadOf(before) + 2) });
  });

  test('a rejected promise is the same as a thrown error', async () => {
    expect(await invoke('patient', { act: 'reject' })).toMatchObject(failed('RangeError', 'too far'));
  });

  test('something thrown that is no error is reported by its type', async () => {
    expect(await invoke('patient', { act: 'string' })).toMatchObject(failed('string', 'just text'));
  });

  test('a promise that nothing can settle any more fails at once', async () => {
    const invocation = await invoke('patient', { act: 'never' });
    expect(invocation).toMatchObject(
      failed('Runtime.NodeJsExit', expect.stringContaining('Promise that was never settled')),
    );
    expect(invocation.durationMs).toBeLessThan(5000);
    expect(await invoke('patient')).toMatchObject({ outcome: 'returned' });
  });
});

describe('an environment that dies', () => {
  test.each(['sleep', 'spin'])(
    'a handler that takes too long (%s) is ended, and its environment with it [D6]',
    async (act) => {
      const invocation = await invoke('obedient', { act });
      const message = `RequestId: ${invocation.requestId} Error: Task timed out after 1.00 seconds`;
      expect(invocation).toMatchObject(failed('Sandbox.Timedout', message));
      expect(invocation.durationMs).toBeGreaterThanOrEqual(999);
      expect(running.logs).toContainEqual(line(invocation.requestId, /\tINFO\tact (sleep|spin)$/));
      expect(running.logs).toContainEqual(line(invocation.requestId, /^REPORT .*\tStatus: timeout$/));
      expect(await invoke('obedient')).toMatchObject({ coldStart: true, payload: '1' });
    },
  );

  test.each([
    [0, 'without providing a reason'],
    [127, 'with error: exit status 127'],
  ])('process.exit(%i) ends the invocation and that environment only [D6]', async (code, way) => {
    const invocation = await invoke('patient', { act: 'exit', code });
    const message = `RequestId: ${invocation.requestId} Error: Runtime exited ${way}`;
    expect(invocation).toMatchObject(failed('Runtime.ExitError', message));
    expect(running.logs).toContainEqual(
      line(invocation.requestId, /^REPORT .*\tStatus: error\tError Type: Runtime.ExitError$/),
    );
    expect(await invoke('patient')).toMatchObject({ coldStart: true, payload: '1' });
  });

  test('memory over the function’s size kills that environment only', async () => {
    const others = invoke('obedient');
    const invocation = await invoke('patient', { act: 'memory' });
    const message = `RequestId: ${invocation.requestId} Error: Runtime exited with error: signal: killed`;
    expect(invocation).toMatchObject(failed('Runtime.OutOfMemory', message));
    expect(await others).toMatchObject({ outcome: 'returned' });
    expect(await invoke('patient')).toMatchObject({ coldStart: true, payload: '1' });
  });

  test('an uncaught exception ends the environment with its own error', async () => {
    expect(await invoke('patient', { act: 'uncaught' })).toMatchObject(failed('TypeError', 'late'));
    expect(await invoke('patient')).toMatchObject({ coldStart: true });
  });

  test('an unhandled rejection ends the environment', async () => {
    expect(await invoke('patient', { act: 'unhandled' })).toMatchObject(
      failed('Runtime.UnhandledPromiseRejection', 'Error: nobody listens'),
    );
    expect(await invoke('patient')).toMatchObject({ coldStart: true });
  });
});

describe('an initialization that fails', () => {
  test.each([
    ['noModule', 'Runtime.ImportModuleError', "Error: Cannot find module 'index'"],
    ['noExport', 'Runtime.HandlerNotFound', 'index.handler is undefined or not exported'],
    ['syntax', 'Runtime.UserCodeSyntaxError', expect.stringContaining('SyntaxError')],
    ['callback', 'Runtime.CallbackHandlerDeprecated', expect.stringContaining('callback-based function handlers')],
    ['brokenInit', 'Error', 'no configuration'],
  ])('%s gives %s', async (name, errorType, errorMessage) => {
    expect(await invoke(name)).toMatchObject(failed(errorType, errorMessage));
  });

  test('a package that is not in the artifact is not found, though the project around it has it', async () => {
    const project = mkdtempSync(join(tmpdir(), 'project-'));
    mkdirSync(join(project, 'node_modules/neighbour'), { recursive: true });
    writeFileSync(join(project, 'node_modules/neighbour/index.js'), '');
    const code = "import 'neighbour'; export const handler = async () => 1;";
    const inProject = await runFunctions({ unbundled: { code } }, [], { workDir: join(project, '.local') });
    const invocation = await inProject.functions.invoke('unbundled', {});
    await inProject.stop();
    rmSync(project, { recursive: true });
    expect(invocation).toMatchObject(
      failed('Runtime.ImportModuleError', expect.stringContaining("Cannot find package 'neighbour' in the artifact")),
    );
  });

  test('it is tried a second time within the invocation', async () => {
    const { requestId } = await invoke('brokenInit');
    expect(running.logs).toContainEqual(line(requestId, /^INIT_REPORT .*\tPhase: init\tStatus: error$/));
    const attempts = running.logs.filter(
      ({ functionName, text }) => functionName === 'brokenInit' && text.includes('Init Error'),
    );
    expect(attempts.length % 2).toBe(0);
  });

  test('one that takes longer than it may is repeated inside the function’s timeout [D6]', async () => {
    const invocation = await invoke('slowInit');
    expect(invocation).toMatchObject({ outcome: 'returned', payload: '"ready"' });
    expect(invocation.durationMs).toBeGreaterThan(590);
    expect(running.logs).toContainEqual(line(invocation.requestId, /^INIT_REPORT .*\tPhase: init\tStatus: timeout$/));
  });

  test('one that never ends times out', async () => {
    expect(await invoke('endlessInit')).toMatchObject(
      failed('Sandbox.Timedout', expect.stringContaining('after 1.00 seconds')),
    );
  });
});

function line(requestId: string, text: RegExp) {
  return expect.objectContaining({ requestId, text: expect.stringMatching(text) });
}

function payloadOf(invocation: { outcome: string; payload?: string }): number {
  return Number(invocation.payload);
}
