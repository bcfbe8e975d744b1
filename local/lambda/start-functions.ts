import { AwsError } from '../aws-error.ts';
import type { Faults } from '../faults.ts';
import type { Iam } from '../iam/iam.ts';
import type { Observer } from '../observer.ts';
import type { Stack } from '../template/stack.ts';
import { createAsyncInvocations } from './async-invocations.ts';
import { createConcurrency } from './concurrency.ts';
import { embeddedMetrics } from './embedded-metrics.ts';
import { createEnvironments, type Environments } from './environments.ts';
import { type FunctionConfig, readFunctionConfig } from './function-config.ts';
import type { Functions } from './functions.ts';
import { handleInvoke } from './handle-invoke.ts';
import { isLongerThan } from './invocation.ts';
import { createInvokeTarget } from './invoke-function.ts';
import { createPermissions } from './permissions.ts';
import type { IdleLimits } from './reap-idle.ts';
import { createTargets, type Target } from './targets.ts';

export type { Functions } from './functions.ts';
export { honoured } from './honoured.ts';

export interface FunctionsOptions {
  stack: Stack;
  iam: Pick<Iam, 'credentialsOf'>;
  /** What every function finds in its environment beside its own variables: `AWS_ENDPOINT_URL_*`, `AWS_REGION`. */
  environment: Record<string, string>;
  faults: Faults;
  observe: Observer;
  /** Artifacts are unpacked here. Several twins may share it. */
  workDir: string;
  /** What AWS gives an account by default. */
  accountConcurrency?: number;
  initTimeoutMs?: number;
  idleLimits?: IdleLimits;
  /** Stands in for the minutes between attempts of an asynchronous invocation. */
  wait?: (ms: number) => Promise<void>;
}

const maxRequestBytes = 6 * 1024 * 1024;
const maxAsyncRequestBytes = 1024 * 1024;
const defaultIdleLimits: IdleLimits = { idleMs: 10 * 60_000, idleMemoryBytes: 1024 * 1024 * 1024 };

/** Makes the stack's Lambda functions invocable, each in environments (worker threads) of its own. */
export async function startFunctions(options: FunctionsOptions): Promise<Functions> {
  const { stack, iam, faults, observe, workDir, accountConcurrency = 1000, initTimeoutMs = 10_000 } = options;
  const configs = readConfigs(stack);
  const targets = createTargets(stack, configs);
  const permits = createPermissions(stack);
  noticeDifferences(configs.values(), observe);

  const print = (functionName: string, requestId: string, text: string) => {
    observe.log({ functionName, requestId, text });
    for (const datum of embeddedMetrics(text)) observe.metric(datum);
  };
  const stopping = new AbortController();
  const environments = createEnvironments({
    configs: configs.values(),
    workDir,
    iam,
    aws: options.environment,
    initTimeoutMs,
    idleLimits: options.idleLimits ?? defaultIdleLimits,
    print: (functionName, text) => print(functionName, '', text),
  });
  const concurrency = createConcurrency({
    accountLimit: accountConcurrency,
    configs: configs.values(),
    provisionedUnreserved: unreservedSum(targets.provisioned()),
  });
  const signal = stopping.signal;
  const invoke = createInvokeTarget({ environments, concurrency, faults, observe, print, stopping: signal });
  const invokeLater = createAsyncInvocations({ stack, invoke, observe, stopping: signal, wait: options.wait });
  await prewarm(environments, targets.provisioned(), observe);

  const functions: Functions = {
    invoke: async (nameOrArn, event, given) =>
      invoke(targets.find(nameOrArn), serializeEvent(event, maxRequestBytes, 'InvokeFunction'), given),
    invokeLater: (nameOrArn, event) =>
      invokeLater(targets.find(nameOrArn), serializeEvent(event, maxAsyncRequestBytes, 'InvokeFunction')),
    permits: (nameOrArn, caller) => permits(targets.find(nameOrArn), caller),
    names: () => [...configs.keys()],
    describe: (nameOrArn) => targets.find(nameOrArn).config,
    handleInvoke: (request) => handleInvoke(functions, request),
    async stop() {
      stopping.abort();
      await environments.stop();
    },
  };
  return functions;
}

function readConfigs(stack: Stack): Map<string, FunctionConfig> {
  const configs = stack.ofType('AWS::Lambda::Function').map((resource) => readFunctionConfig(resource, stack));
  return new Map(configs.map((config) => [config.name, config]));
}

async function prewarm(environments: Environments, targets: Target[], observe: Observer): Promise<void> {
  const starts = targets.flatMap((target) =>
    Array.from({ length: target.provisioned }, async () => {
      const started = await environments.provisioned(target).prewarm();
      if ('death' in started) observe.notice(`${target.config.name} could not be kept ready: its start failed.`);
    }),
  );
  await Promise.all(starts);
}

function unreservedSum(targets: Target[]): number {
  return targets.reduce(
    (sum, { config, provisioned }) => sum + (config.reservedConcurrency === undefined ? provisioned : 0),
    0,
  );
}

/** What a developer would otherwise find out on AWS. */
function noticeDifferences(configs: Iterable<FunctionConfig>, observe: Observer): void {
  const [major] = process.versions.node.split('.');
  for (const { name, runtime } of configs) {
    if (runtime !== `nodejs${major}.x`) observe.notice(`${name} asks for ${runtime} and runs on Node ${major}.`);
  }
  if (new Date().getTimezoneOffset() !== 0) {
    observe.notice('Functions see the time zone of this machine; on AWS it is UTC. Start with TZ=UTC for the same.');
  }
}

function serializeEvent(event: unknown, limitBytes: number, operation: string): string {
  const text = JSON.stringify(event) ?? 'null';
  if (!isLongerThan(text, limitBytes)) return text;
  const message = `Request must be smaller than ${limitBytes} bytes for the ${operation} operation`;
  throw new AwsError('RequestTooLargeException', message, 413);
}
