import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { FaultEffect, Faults } from '../faults.ts';
import type { Observer } from '../observer.ts';
import type { Concurrency } from './concurrency.ts';
import type { Environments } from './environments.ts';
import type { InvokeOptions } from './functions.ts';
import { failure, type Invocation, type ThrottleReason } from './invocation.ts';
import { reportMetrics } from './report-metrics.ts';
import { runHandler } from './run-handler.ts';
import { type Place, takePlace } from './take-place.ts';
import type { Target } from './targets.ts';

export type InvokeTarget = (target: Target, event: string, options?: InvokeOptions) => Promise<Invocation>;

export interface InvokeDependencies {
  environments: Environments;
  concurrency: Concurrency;
  faults: Faults;
  observe: Observer;
  print: (functionName: string, requestId: string, text: string) => void;
  /** Ends delays that a fault asked for. */
  stopping: AbortSignal;
}

/** One invocation from its admission to its metrics. Faults strike here. */
export function createInvokeTarget(dependencies: InvokeDependencies): InvokeTarget {
  const { environments, concurrency, faults, observe, stopping } = dependencies;

  return async (target, event, options = {}) => {
    const requestId = options.requestId ?? randomUUID();
    const fault = faults.strike({ at: 'invoke', functionName: target.config.name });
    if (fault?.do === 'delay') await delay(fault.ms, undefined, { signal: stopping });

    const startedAt = Date.now();
    const place = fault?.do === 'throttle' ? throttledByFault : takePlace(environments, concurrency, target);
    const invocation =
      typeof place === 'string'
        ? throttled(requestId, place)
        : await runIn(place, { target, event, requestId, fault, options }).finally(place.leave);
    reportMetrics(observe, { target, invocation, place: typeof place === 'string' ? undefined : place, startedAt });
    return fault?.do === 'drop-response' ? withLostAnswer(invocation) : invocation;
  };

  async function runIn(place: Place, { fault, ...run }: Run): Promise<Invocation> {
    if (fault?.do === 'fail') return failedByFault(run.requestId);
    const killAfterMs = fault?.do === 'kill' ? fault.afterMs : undefined;
    return runHandler(dependencies, { ...run, provisioned: place.provisioned, killAfterMs });
  }
}

interface Run {
  target: Target;
  event: string;
  requestId: string;
  fault: FaultEffect | undefined;
  options: InvokeOptions;
}

const throttledByFault: ThrottleReason = 'ConcurrentInvocationLimitExceeded';

function throttled(requestId: string, reason: ThrottleReason): Invocation {
  return { requestId, durationMs: 0, coldStart: false, outcome: 'throttled', reason };
}

function failedByFault(requestId: string): Invocation {
  const outcome = failure('InjectedFault', 'A fault ended this invocation before it began');
  return { requestId, durationMs: 0, coldStart: false, ...outcome };
}

/** The handler ran to its end; its caller hears of a failure. */
function withLostAnswer({ requestId, durationMs, coldStart }: Invocation): Invocation {
  return {
    requestId,
    durationMs,
    coldStart,
    ...failure('InjectedFault', 'A fault lost the answer of this invocation'),
  };
}
