/** Faults on request: what the twin can be told to do wrong, and where. Nothing happens unless a test or operator adds one. */

/** A place where a fault can strike. */
export type FaultPoint =
  | { at: 'invoke'; functionName: string }
  | { at: 'aws-call'; action: string; resources: readonly string[]; roleArn: string | undefined }
  | { at: 'delivery'; queueName: string }
  | { at: 'gateway-response'; routeKey: string };

/**
 * What goes wrong.
 * - `fail`: the service or function answers with an error, nothing was done
 * - `throttle`: the service's own throttling error, nothing was done
 * - `delay`: it happens, later
 * - `drop-response`: the work is done, and its answer is lost
 * - `kill`: the function's environment dies `afterMs` into the invocation
 * - `duplicate`: a queue hands the same messages over twice
 */
export type FaultEffect =
  | { do: 'fail' }
  | { do: 'throttle' }
  | { do: 'delay'; ms: number }
  | { do: 'drop-response' }
  | { do: 'kill'; afterMs: number }
  | { do: 'duplicate' };

export interface Faults {
  /** Adds a fault that strikes the next `times` matching points; returns its removal. */
  add(matches: (point: FaultPoint) => boolean, effect: FaultEffect, times?: number): () => void;
  /** The fault that strikes here, if any. Each call uses one of its times up. */
  strike(point: FaultPoint): FaultEffect | undefined;
}

export function createFaults(): Faults {
  const waiting = new Set<{ matches: (point: FaultPoint) => boolean; effect: FaultEffect; left: number }>();
  return {
    add(matches, effect, times = 1) {
      const fault = { matches, effect, left: times };
      waiting.add(fault);
      return () => waiting.delete(fault);
    },
    strike(point) {
      for (const fault of waiting) {
        if (!fault.matches(point)) continue;
        fault.left -= 1;
        if (fault.left <= 0) waiting.delete(fault);
        return fault.effect;
      }
      return undefined;
    },
  };
}
