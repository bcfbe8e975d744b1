/**
 * The entry of an environment: a worker thread that stands for one Lambda execution environment of the Node.js runtime.
 * It loads the handler once and then answers one invocation at a time.
 *
 * Unlike on AWS, the thread is not frozen between invocations: work that a handler leaves behind runs on at once. And
 * `process.cwd()`, the time zone and `/tmp` are those of the machine.
 */
import { getHeapStatistics } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { captureOutput } from './capture-output.ts';
import { confineImports } from './confine-imports.ts';
import { describeError, formatError, RuntimeError } from './describe-error.ts';
import { type Handler, loadHandler } from './load-handler.ts';
import type { EnvironmentData, EnvironmentMessage, InvokeMessage } from './messages.ts';

const port = parentPort;
if (port === null) throw new Error('runtime.ts runs in a worker thread');
const { taskRoot, handler: handlerName } = workerData as EnvironmentData;
const send = (message: EnvironmentMessage) => port.postMessage(message);

/** The invocation that is under way. */
let current: InvokeMessage | undefined;
captureOutput(
  (text) => send({ kind: 'log', text }),
  () => current?.requestId,
);
confineImports(taskRoot);

process.on('uncaughtException', (error) => crash('Uncaught Exception', error, 129));
process.on('unhandledRejection', (reason) => {
  crash('Unhandled Promise Rejection', new RuntimeError('UnhandledPromiseRejection', String(reason)), 128);
});
// The event loop ran dry with a promise still open: nothing can settle it any more.
process.on('beforeExit', () => {
  if (current !== undefined) fail(current, new RuntimeError('NodeJsExit', neverSettled));
});

const handler = await loadHandler(taskRoot, handlerName).catch((error) => crash('Init Error', error, 1));
if (handler !== undefined) {
  port.on('message', (message: InvokeMessage) => void answer(handler, message));
  send({ kind: 'ready' });
}

async function answer(run: Handler, message: InvokeMessage): Promise<void> {
  current = message;
  process.env._X_AMZN_TRACE_ID = message.traceId;
  port?.unref();
  try {
    const result = await run(JSON.parse(message.event), contextOf(message));
    succeed(message, serialize(result));
  } catch (error) {
    fail(message, error);
  }
}

function succeed(message: InvokeMessage, payload: string): void {
  if (isOver(message)) return;
  send({ kind: 'returned', payload, memoryBytes: usedMemoryBytes() });
}

function fail(message: InvokeMessage, error: unknown): void {
  if (current !== message) return;
  console.error('Invoke Error', formatError(error));
  if (isOver(message)) return;
  send({ kind: 'failed', error: describeError(error), memoryBytes: usedMemoryBytes() });
}

/** Closes the invocation, once. The port keeps the thread alive between invocations, but not during one. */
function isOver(message: InvokeMessage): boolean {
  if (current !== message) return true;
  current = undefined;
  port?.ref();
  return false;
}

function crash(headline: string, error: unknown, exitCode: number): undefined {
  console.error(headline, formatError(error));
  send({ kind: 'crashed', error: describeError(error) });
  process.exit(exitCode);
}

function contextOf({ requestId, deadlineMs, invokedFunctionArn }: InvokeMessage): object {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: undefined,
    identity: undefined,
    invokedFunctionArn,
    awsRequestId: requestId,
    getRemainingTimeInMillis: () => deadlineMs - Date.now(),
  };
}

function serialize(result: unknown): string {
  try {
    return JSON.stringify(result === undefined ? null : result) ?? 'null';
  } catch {
    throw new Error('Unable to stringify response body');
  }
}

function usedMemoryBytes(): number {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory;
}

const neverSettled =
  'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that ' +
  'was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes';
