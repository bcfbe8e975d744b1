import type { InvokeMessage } from './environment/messages.ts';
import type { Answer, Environment } from './environment/start-environment.ts';
import { type FailedStart, initialize, type WarmEnvironment } from './environment-pool.ts';
import type { Environments } from './environments.ts';
import type { InvokeOptions } from './functions.ts';
import { type Invocation, outcomeOf } from './invocation.ts';
import { endLine, initReportLine, reportLine, startLine } from './log-lines.ts';
import { newTraceId } from './new-trace-id.ts';
import type { Target } from './targets.ts';

interface Run {
  target: Target;
  event: string;
  requestId: string;
  /** The environment to run in, when the alias had one ready. */
  provisioned: WarmEnvironment | undefined;
  /** A fault: the environment dies so long after the start. */
  killAfterMs: number | undefined;
  options: InvokeOptions;
}

interface Dependencies {
  environments: Environments;
  print: (functionName: string, requestId: string, text: string) => void;
}

/** Runs the handler in an environment, warm or new, within the function's timeout, and writes Lambda's log lines. */
export async function runHandler({ environments, print }: Dependencies, run: Run): Promise<Invocation> {
  const { target, requestId, provisioned, options } = run;
  const { config } = target;
  const pool = environments.onDemand(target);
  const lease = provisioned ?? (await pool.acquire());
  const printLine = (text: string) => {
    print(config.name, requestId, text);
    options.onLog?.(text);
  };

  const began = performance.now();
  const deadlineMs = Date.now() + config.timeoutMs;
  if ('death' in lease) printLine(initReportLine(lease.initMs, lease.death.cause === 'killed' ? 'timeout' : 'error'));
  printLine(startLine(requestId, target.version));
  const warm =
    'death' in lease ? await initializeAgain(environments.start(target), printLine, config.timeoutMs) : lease;
  const coldStart = 'environment' in warm && provisioned === undefined && warm.invocations === 0;
  const answer = 'death' in warm ? answerOf(warm) : await answerInTime(warm, run, deadlineMs, printLine);
  const durationMs = performance.now() - began;

  const outcome = outcomeOf(answer, requestId, config.timeoutMs);
  const initMs = coldStart && lease === warm ? warm.initMs : undefined;
  printLine(endLine(requestId));
  printLine(
    reportLine({
      requestId,
      durationMs,
      initMs,
      memoryMb: config.memoryMb,
      usedMemoryBytes: 'environment' in warm ? warm.environment.memoryBytes() : 0,
      status: statusOf(answer, outcome.outcome === 'failed' ? outcome.errorType : ''),
    }),
  );
  if ('environment' in warm && provisioned === undefined) pool.release(warm);
  return { requestId, durationMs, coldStart, initMs, ...outcome };
}

/**
 * A failed initialization is repeated within the first invocation, under the function's own timeout (AWS: Understanding
 * the Lambda execution environment lifecycle, "Failures during the Init phase").
 */
function initializeAgain(environment: Environment, printLine: (text: string) => void, timeoutMs: number) {
  environment.printTo(printLine);
  return initialize(environment, timeoutMs);
}

async function answerInTime(
  warm: WarmEnvironment,
  { target, event, requestId, killAfterMs, options }: Run,
  deadlineMs: number,
  printLine: (text: string) => void,
): Promise<Answer | 'timed-out'> {
  const { config, qualifier } = target;
  const { environment } = warm;
  const message: InvokeMessage = {
    requestId,
    event,
    deadlineMs,
    invokedFunctionArn: qualifier === undefined ? config.arn : `${config.arn}:${qualifier}`,
    traceId: options.traceId ?? newTraceId(config.tracesActively),
  };
  let timedOut = false;
  const timeout = setTimeout(() => {
    timedOut = true;
    void environment.kill();
  }, deadlineMs - Date.now());
  const kill = killAfterMs === undefined ? undefined : setTimeout(() => void environment.kill(), killAfterMs);

  warm.invocations += 1;
  environment.printTo(printLine);
  const answer = await environment.invoke(message);
  clearTimeout(timeout);
  clearTimeout(kill);
  return timedOut && 'died' in answer ? 'timed-out' : answer;
}

function answerOf({ death }: FailedStart): Answer | 'timed-out' {
  return death.cause === 'killed' ? 'timed-out' : { died: death };
}

function statusOf(answer: Answer | 'timed-out', errorType: string): string | undefined {
  if (answer === 'timed-out') return 'Status: timeout';
  return 'died' in answer ? `Status: error\tError Type: ${errorType}` : undefined;
}
