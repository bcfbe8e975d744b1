import { Worker } from 'node:worker_threads';
import type { EnvironmentData, EnvironmentMessage, ErrorDescription, InvokeMessage } from './messages.ts';

/** One execution environment: a worker thread that answers one invocation at a time until it is killed or dies. */
export interface Environment {
  /** Settles when initialization ends, well or not. Never rejects. */
  ready: Promise<Initialization>;
  /** Never rejects: an environment that dies before it answers is an answer too. */
  invoke(message: InvokeMessage): Promise<Answer>;
  kill(): Promise<void>;
  isAlive(): boolean;
  /** Settles when the thread is gone. */
  ended: Promise<void>;
  /** Of the V8 heap, when it last answered. */
  memoryBytes(): number;
  /** Where the lines go that it prints, from now on. */
  printTo(print: (text: string) => void): void;
}

export type Initialization = { durationMs: number } & ({ ok: true } | { ok: false; death: Death });
export type Answer = { returned: string } | { failed: ErrorDescription } | { died: Death };

/** Why an environment is no more. `error` is there when its own code could still say it. */
export interface Death {
  cause: 'exited' | 'out-of-memory' | 'killed';
  exitCode: number;
  error?: ErrorDescription;
}

export interface EnvironmentOptions {
  /** The built entry of the environment. */
  runtimeFile: string;
  data: EnvironmentData;
  variables: Record<string, string>;
  memoryMb: number;
  name: string;
}

export function startEnvironment({ runtimeFile, data, variables, memoryMb, name }: EnvironmentOptions): Environment {
  const startedAt = performance.now();
  const ready = Promise.withResolvers<Initialization>();
  const ended = Promise.withResolvers<void>();
  let pending: ((answer: Answer) => void) | undefined;
  let print: (text: string) => void = () => {};
  let memoryBytes = 0;
  let death: Death | undefined;
  let dying: Omit<Death, 'exitCode'> = { cause: 'exited' };

  // `env` and `execArgv` are given, so nothing of the twin's own environment or flags gets in. Only the V8 heap counts
  // against the limit: memory of Buffers does not.
  const worker = new Worker(runtimeFile, {
    name,
    workerData: data,
    env: variables,
    argv: [],
    execArgv: [],
    stdout: true,
    stderr: true,
    // V8 allows a worker that runs out 16 MB more to end in. A young generation that is larger can overrun them at once, and
    // then the whole process dies instead of this environment.
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 16 },
  });

  const settle = (answer: Answer) => {
    const resolve = pending;
    pending = undefined;
    resolve?.(answer);
  };

  worker.on('message', (message: EnvironmentMessage) => {
    if ('memoryBytes' in message) memoryBytes = message.memoryBytes;
    if (message.kind === 'log') print(message.text);
    else if (message.kind === 'ready') ready.resolve({ ok: true, durationMs: performance.now() - startedAt });
    else if (message.kind === 'returned') settle({ returned: message.payload });
    else if (message.kind === 'failed') settle({ failed: message.error });
    else dying = { cause: 'exited', error: message.error };
  });
  worker.on('error', (error) => {
    const isMemory = Reflect.get(error, 'code') === 'ERR_WORKER_OUT_OF_MEMORY';
    dying = isMemory
      ? { cause: 'out-of-memory' }
      : { ...dying, error: { errorType: error.name, errorMessage: error.message } };
  });
  worker.on('exit', (exitCode) => {
    death = { ...dying, exitCode };
    ready.resolve({ ok: false, death, durationMs: performance.now() - startedAt });
    settle({ died: death });
    ended.resolve();
  });

  return {
    ready: ready.promise,
    invoke(message) {
      if (death !== undefined) return Promise.resolve({ died: death });
      return new Promise((resolve) => {
        pending = resolve;
        worker.postMessage(message);
      });
    },
    async kill() {
      if (death !== undefined) return;
      dying = { cause: 'killed' };
      await worker.terminate();
    },
    ended: ended.promise,
    isAlive: () => death === undefined,
    memoryBytes: () => memoryBytes,
    printTo(next) {
      print = next;
    },
  };
}
