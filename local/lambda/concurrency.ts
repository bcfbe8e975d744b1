import type { FunctionConfig } from './function-config.ts';
import type { ThrottleReason } from './invocation.ts';

/** Counts running invocations against what the account and each function may have. */
export interface Concurrency {
  /** Takes a place, or says why there is none. `onProvisioned`: the place was set aside for an alias already. */
  enter(config: FunctionConfig, onProvisioned: boolean): ThrottleReason | undefined;
  leave(config: FunctionConfig, onProvisioned: boolean): void;
  running(config: FunctionConfig): number;
}

export interface ConcurrencyOptions {
  accountLimit: number;
  configs: Iterable<FunctionConfig>;
  /** Places set aside for aliases of functions that reserve nothing. */
  provisionedUnreserved: number;
}

export function createConcurrency({ accountLimit, configs, provisionedUnreserved }: ConcurrencyOptions): Concurrency {
  const running = new Map<string, number>();
  const reserved = [...configs].reduce((sum, config) => sum + (config.reservedConcurrency ?? 0), 0);
  const unreservedLimit = accountLimit - reserved - provisionedUnreserved;
  let unreserved = 0;

  const sharesThePool = (config: FunctionConfig, onProvisioned: boolean) =>
    config.reservedConcurrency === undefined && !onProvisioned;
  const count = (config: FunctionConfig) => running.get(config.name) ?? 0;

  return {
    enter(config, onProvisioned) {
      if (config.reservedConcurrency !== undefined && count(config) >= config.reservedConcurrency) {
        return 'ReservedFunctionConcurrentInvocationLimitExceeded';
      }
      if (sharesThePool(config, onProvisioned)) {
        if (unreserved >= unreservedLimit) return 'ConcurrentInvocationLimitExceeded';
        unreserved += 1;
      }
      running.set(config.name, count(config) + 1);
      return undefined;
    },
    leave(config, onProvisioned) {
      running.set(config.name, count(config) - 1);
      if (sharesThePool(config, onProvisioned)) unreserved -= 1;
    },
    running: count,
  };
}
