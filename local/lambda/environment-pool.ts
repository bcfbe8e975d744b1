import type { Death, Environment } from './environment/start-environment.ts';
import type { Gate } from './gate.ts';

/** The environments of one version of a function (or of one alias's provisioned concurrency). */
export interface EnvironmentPool {
  /** The environment used last, if one is idle. */
  take(): WarmEnvironment | undefined;
  /**
   * An idle environment, or else the first that becomes free: a new one is started, and may be overtaken by another
   * that finishes its work first.
   */
  acquire(): Promise<WarmEnvironment | FailedStart>;
  /** Gives back what take or acquire gave. A dead environment is forgotten. */
  release(warm: WarmEnvironment): void;
  /** Starts one that nobody waits for. */
  prewarm(): Promise<WarmEnvironment | FailedStart>;
  /** Longest unused first. */
  idle(): readonly WarmEnvironment[];
  drop(warm: WarmEnvironment): Promise<void>;
  /** Whoever waits is refused. */
  close(): void;
}

export interface WarmEnvironment {
  environment: Environment;
  initMs: number;
  invocations: number;
  lastUsedAt: number;
}

/** An environment that died before it was ready, or was not ready in time (`killed`). */
export interface FailedStart {
  death: Death;
  initMs: number;
}

interface PoolOptions {
  start: () => Environment;
  /** Bounds how many environments of the machine start at once. */
  gate: Gate;
  initTimeoutMs: number;
}

type Waiter = PromiseWithResolvers<WarmEnvironment | FailedStart>;

export function createEnvironmentPool({ start, gate, initTimeoutMs }: PoolOptions): EnvironmentPool {
  const idle: WarmEnvironment[] = [];
  const waiters: Waiter[] = [];
  /** Queued at the gate or behind it. */
  let starting = 0;
  let initializing = 0;
  let isClosed = false;

  /** Idle from now on, or handed to whoever has waited longest. */
  function hand(warm: WarmEnvironment): void {
    const waiter = waiters.shift();
    if (waiter === undefined) idle.push(warm);
    else waiter.resolve(warm);
  }

  async function startForWaiter(): Promise<void> {
    starting += 1;
    const leave = await gate();
    try {
      if (waiters.length > initializing) await startOne();
    } catch (error) {
      waiters.shift()?.reject(error);
    } finally {
      starting -= 1;
      leave();
    }
  }

  async function startOne(): Promise<void> {
    const environment = start();
    initializing += 1;
    const started = await initialize(environment, initTimeoutMs);
    initializing -= 1;
    if ('environment' in started) hand(started);
    else waiters.shift()?.resolve(started);
  }

  return {
    take() {
      for (let warm = idle.pop(); warm !== undefined; warm = idle.pop()) {
        if (warm.environment.isAlive()) return warm;
      }
      return undefined;
    },
    acquire() {
      if (isClosed) return Promise.reject(stopped());
      const warm = this.take();
      if (warm !== undefined) return Promise.resolve(warm);
      const waiter: Waiter = Promise.withResolvers();
      waiters.push(waiter);
      if (starting < waiters.length) void startForWaiter();
      return waiter.promise;
    },
    release(warm) {
      warm.lastUsedAt = Date.now();
      if (warm.environment.isAlive()) hand(warm);
    },
    async prewarm() {
      const leave = await gate();
      try {
        if (isClosed) return { death: { cause: 'killed', exitCode: 1 }, initMs: 0 };
        const started = await initialize(start(), initTimeoutMs);
        if ('environment' in started) hand(started);
        return started;
      } finally {
        leave();
      }
    },
    idle: () => idle,
    async drop(warm) {
      const at = idle.indexOf(warm);
      if (at >= 0) idle.splice(at, 1);
      await warm.environment.kill();
    },
    close() {
      isClosed = true;
      for (const waiter of waiters.splice(0)) waiter.reject(stopped());
    },
  };
}

export function stopped(): Error {
  return new Error('The functions were stopped.');
}

/** Waits for an environment's initialization; one that takes longer than it may is killed. */
export async function initialize(environment: Environment, limitMs: number): Promise<WarmEnvironment | FailedStart> {
  const timer = setTimeout(() => void environment.kill(), limitMs);
  const initialization = await environment.ready;
  clearTimeout(timer);
  const { durationMs: initMs } = initialization;
  if (!initialization.ok) return { death: initialization.death, initMs };
  return { environment, initMs, invocations: 0, lastUsedAt: Date.now() };
}
