import type { Concurrency } from './concurrency.ts';
import type { WarmEnvironment } from './environment-pool.ts';
import type { Environments } from './environments.ts';
import type { ThrottleReason } from './invocation.ts';
import type { Target } from './targets.ts';

/** An invocation's place among those that run. */
export interface Place {
  /** The environment that the alias had ready for it. Without one the invocation spills over to the others. */
  provisioned: WarmEnvironment | undefined;
  /** The function's running invocations, this one included. */
  concurrent: number;
  leave(): void;
}

export function takePlace(
  environments: Environments,
  concurrency: Concurrency,
  target: Target,
): Place | ThrottleReason {
  const { config } = target;
  const pool = target.provisioned > 0 ? environments.provisioned(target) : undefined;
  const provisioned = pool?.take();
  const onProvisioned = provisioned !== undefined;
  const giveBack = () => {
    if (pool === undefined || provisioned === undefined) return;
    if (provisioned.environment.isAlive()) pool.release(provisioned);
    else void pool.prewarm();
  };

  const reason = concurrency.enter(config, onProvisioned);
  if (reason !== undefined) {
    giveBack();
    return reason;
  }
  return {
    provisioned,
    concurrent: concurrency.running(config),
    leave() {
      concurrency.leave(config, onProvisioned);
      giveBack();
    },
  };
}
