import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Observer } from '../observer.ts';
import type { Stack } from '../template/stack.ts';
import type { Invocation } from './invocation.ts';
import type { InvokeTarget } from './invoke-function.ts';
import type { Target } from './targets.ts';

/** Waits before the second and the third attempt at a failing function (AWS: Error handling for asynchronous invocation). */
const retryDelaysMs = [60_000, 120_000];
/** Between attempts that were throttled: doubled from the first to the last. */
const throttleDelayMs = { first: 1_000, last: 300_000 };

interface Attempts {
  maximumRetryAttempts: number;
  maximumEventAgeMs: number;
}

interface AsyncInvocationsOptions {
  stack: Stack;
  invoke: InvokeTarget;
  observe: Observer;
  stopping: AbortSignal;
  /** Tests wait less. */
  wait?: (ms: number) => Promise<void>;
}

/**
 * Invokes without a caller that waits. A failing function is tried twice more, a throttled one for as long as the event
 * may be old; then the event is dropped, for destinations and a function's dead-letter queue are not honoured.
 */
export function createAsyncInvocations(options: AsyncInvocationsOptions): (target: Target, event: string) => string {
  const { stack, invoke, observe, stopping } = options;
  const attemptsOf = readEventInvokeConfigs(stack);
  const wait = options.wait ?? ((ms: number) => delay(ms, undefined, { signal: stopping, ref: false }));

  async function attempt(target: Target, event: string, requestId: string): Promise<void> {
    const { maximumRetryAttempts, maximumEventAgeMs } = attemptsOf(target);
    const bornAt = Date.now();
    let failures = 0;
    let throttleMs = throttleDelayMs.first;
    while (Date.now() - bornAt < maximumEventAgeMs) {
      const { outcome }: Invocation = await invoke(target, event, { requestId });
      if (outcome === 'returned') return;
      if (outcome === 'throttled') {
        await wait(throttleMs);
        throttleMs = Math.min(2 * throttleMs, throttleDelayMs.last);
        continue;
      }
      if (failures >= maximumRetryAttempts) break;
      await wait(retryDelaysMs[failures] ?? 0);
      failures += 1;
    }
    observe.notice(`An asynchronous invocation of ${target.config.name} was given up: ${requestId}.`);
  }

  return (target, event) => {
    const requestId = randomUUID();
    attempt(target, event, requestId).catch((error: unknown) => {
      if (!stopping.aborted) observe.notice(`An asynchronous invocation of ${target.config.name} broke: ${error}`);
    });
    return requestId;
  };
}

const properties = z.object({
  FunctionName: z.string(),
  Qualifier: z.string(),
  MaximumRetryAttempts: z.coerce.number().default(2),
  MaximumEventAgeInSeconds: z.coerce.number().default(21_600),
});

function readEventInvokeConfigs(stack: Stack): (target: Target) => Attempts {
  const configs = stack.ofType('AWS::Lambda::EventInvokeConfig').map(({ properties: raw }) => properties.parse(raw));
  return ({ config, qualifier = '$LATEST' }) => {
    const own = configs.find(
      ({ FunctionName, Qualifier }) => [config.name, config.arn].includes(FunctionName) && Qualifier === qualifier,
    );
    return {
      maximumRetryAttempts: own?.MaximumRetryAttempts ?? retryDelaysMs.length,
      maximumEventAgeMs: (own?.MaximumEventAgeInSeconds ?? 21_600) * 1000,
    };
  };
}
