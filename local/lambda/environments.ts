import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { Iam } from '../iam/iam.ts';
import { buildRuntime } from './environment/build-runtime.ts';
import { type Environment, startEnvironment } from './environment/start-environment.ts';
import { createEnvironmentPool, type EnvironmentPool, stopped } from './environment-pool.ts';
import { type EnvironmentVariablesOptions, environmentVariables } from './environment-variables.ts';
import type { FunctionConfig } from './function-config.ts';
import { createGate } from './gate.ts';
import { type IdleLimits, reapIdle } from './reap-idle.ts';
import type { Target } from './targets.ts';
import { unpackArtifact } from './unpack-artifact.ts';

/** Every function's environments: pools of them by function, version and kind. */
export interface Environments {
  onDemand(target: Target): EnvironmentPool;
  /** Of an alias with provisioned concurrency. */
  provisioned(target: Target): EnvironmentPool;
  /** One outside the pools. */
  start(target: Target): Environment;
  stop(): Promise<void>;
}

type Initialization = EnvironmentVariablesOptions['initialization'];

export interface EnvironmentsOptions {
  configs: Iterable<FunctionConfig>;
  workDir: string;
  iam: Pick<Iam, 'credentialsOf'>;
  /** `AWS_ENDPOINT_URL_*` and `AWS_REGION`. */
  aws: Record<string, string>;
  initTimeoutMs: number;
  idleLimits: IdleLimits;
  /** Gets what environments print while they initialize. */
  print: (functionName: string, text: string) => void;
}

const reapEveryMs = 15_000;

export function createEnvironments(options: EnvironmentsOptions): Environments {
  const { workDir, initTimeoutMs, idleLimits } = options;
  const runtimeFile = buildRuntime(workDir);
  const taskRoots = new Map([...options.configs].map((config) => [config, unpackArtifact(config.zipFile, workDir)]));
  const pools = new Map<string, EnvironmentPool>();
  const started = new Set<Environment>();
  let isStopped = false;
  // More starts at once would only make each of them slower: on a laptop they share its cores.
  const gate = createGate(2 * availableParallelism());
  const reaper = setInterval(() => void reapIdle(pools.values(), idleLimits, Date.now()), reapEveryMs).unref();

  function start(target: Target, initialization: Initialization = 'on-demand'): Environment {
    if (isStopped) throw stopped();
    const { config, version } = target;
    const taskRoot = taskRoots.get(config) ?? unpackArtifact(config.zipFile, workDir);
    const environment = startEnvironment({
      runtimeFile,
      name: config.name,
      memoryMb: config.memoryMb,
      data: { taskRoot, handler: config.handler },
      variables: environmentVariables({
        config,
        version,
        taskRoot,
        initialization,
        logStream: newLogStream(version),
        credentials: options.iam.credentialsOf(config.roleArn),
        aws: options.aws,
      }),
    });
    environment.printTo((text) => options.print(config.name, text));
    started.add(environment);
    void environment.ended.then(() => started.delete(environment));
    return environment;
  }

  function pool(target: Target, key: string, initialization: Initialization): EnvironmentPool {
    const existing = pools.get(key);
    if (existing !== undefined) return existing;
    const created = createEnvironmentPool({ start: () => start(target, initialization), gate, initTimeoutMs });
    pools.set(key, created);
    return created;
  }

  return {
    onDemand: (target) => pool(target, `${target.config.name}@${target.version}`, 'on-demand'),
    provisioned: (target) => pool(target, `${target.config.name}:${target.qualifier}`, 'provisioned-concurrency'),
    start,
    async stop() {
      isStopped = true;
      clearInterval(reaper);
      for (const one of pools.values()) one.close();
      await Promise.all([...started].map((environment) => environment.kill()));
    },
  };
}

function newLogStream(version: string): string {
  return `${new Date().toISOString().slice(0, 10).replaceAll('-', '/')}/[${version}]${randomBytes(16).toString('hex')}`;
}
