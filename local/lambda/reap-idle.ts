import type { EnvironmentPool, WarmEnvironment } from './environment-pool.ts';

export interface IdleLimits {
  /** An environment that was not used for so long is ended. On AWS that is minutes to hours, and not documented. */
  idleMs: number;
  /** Of all idle environments together. The longest unused go first. */
  idleMemoryBytes: number;
}

/** What a thread takes beside its heap, roughly. */
const threadBytes = 8 * 1024 * 1024;

type Reaped = Pick<EnvironmentPool, 'idle' | 'drop'>;

/** Ends idle environments, so that a burst does not hold the machine's memory for ever. */
export async function reapIdle(pools: Iterable<Reaped>, limits: IdleLimits, now: number): Promise<void> {
  const idle = [...pools]
    .flatMap((pool) => pool.idle().map((warm) => ({ pool, warm })))
    .sort((a, b) => b.warm.lastUsedAt - a.warm.lastUsedAt);
  let bytes = 0;
  const ended = idle.filter(({ warm }) => {
    bytes += memoryOf(warm);
    return bytes > limits.idleMemoryBytes || now - warm.lastUsedAt > limits.idleMs;
  });
  await Promise.all(ended.map(({ pool, warm }) => pool.drop(warm)));
}

function memoryOf(warm: WarmEnvironment): number {
  return threadBytes + warm.environment.memoryBytes();
}
