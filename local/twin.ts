/** The local twin of one packaged stack: every AWS part that the template names, on this machine, on 127.0.0.1 only. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AwsApi } from './aws-api/aws-api.ts';
import { listenLocally, urlOf } from './aws-api/listen-locally.ts';
import { serveAwsApi } from './aws-api/serve-aws-api.ts';
import { queuePort } from './event-sources/queue-port.ts';
import { honoured as byEventSources, startEventSources } from './event-sources/start-event-sources.ts';
import { createFaults, type Faults } from './faults.ts';
import { honoured as byGateway, openListener, startGateway } from './gateway/start-gateway.ts';
import { honoured as byIam, createIam } from './iam/create-iam.ts';
import type { Iam } from './iam/iam.ts';
import type { Functions } from './lambda/functions.ts';
import { honoured as byFunctions } from './lambda/honoured.ts';
import { startFunctions } from './lambda/start-functions.ts';
import type { Observer } from './observer.ts';
import { honoured as byQueues, startQueues } from './queues/start-queues.ts';
import { honoured as bySchedules, startSchedules } from './schedules/start-schedules.ts';
import { honoured as bySecrets, startSecrets } from './secrets/start-secrets.ts';
import { honoured as byTables, startTables } from './tables/start-tables.ts';
import { loadStack } from './template/load-stack.ts';
import { reportUnhonoured } from './template/report-unhonoured.ts';
import type { Stack } from './template/stack.ts';
import { honoured as byWorkflows } from './workflows/honoured.ts';
import { startWorkflows } from './workflows/start-workflows.ts';

export interface TwinOptions {
  /** What `serverless package` wrote. */
  packageDir: string;
  /** Where the HTTP API listens; 0, the default, takes any free port. */
  port?: number | undefined;
  /** State that a later start finds again; without it the state goes with the twin. */
  dataDir?: string | undefined;
  observe?: Observer;
  /** Milliseconds since the epoch, for what the twin itself times: caches, throttles, expiry. */
  now?: () => number;
  /** Called when a part is up. */
  onStep?: (part: string) => void;
  /** Called when a part has ended by itself and the twin is of no use any more. Stopping it is left to the caller. */
  onFailure?: (error: Error) => void;
}

export interface Twin {
  api: string;
  /** Where SDK clients find each AWS API. */
  endpoints: Record<'sqs' | 'dynamodb' | 'states' | 'secretsmanager' | 'lambda', string>;
  stack: Stack;
  aws: AwsApi;
  functions: Functions;
  iam: Iam;
  faults: Faults;
  /** What the template asks for and the twin does not do. */
  warnings: string[];
  /** Ends everything that was started, and leaves no process, port or timer behind. */
  stop(): Promise<void>;
}

const silent: Observer = { log() {}, metric() {}, access() {}, notice() {} };
const honoured = [
  byIam,
  byGateway,
  byFunctions,
  byEventSources,
  bySchedules,
  byWorkflows,
  byQueues,
  byTables,
  bySecrets,
];

/** Boots the stack, part by part; what a part needs stands above it. A boot that fails stops what it had started. */
export async function startTwin(options: TwinOptions): Promise<Twin> {
  const { packageDir, dataDir, observe = silent, now = Date.now, onStep = () => {}, onFailure } = options;
  const stops: (() => unknown)[] = [];
  const started = <Part extends { stop(): unknown }>(name: string, part: Part): Part => {
    stops.unshift(() => part.stop());
    onStep(name);
    return part;
  };
  const stop = async () => {
    for (const end of stops.splice(0)) await end();
  };

  try {
    // The addresses come first: they stand in the template's own references.
    const listener = await openListener({ port: options.port });
    stops.unshift(() => listener.stop());
    const awsServer = await listenLocally();
    stops.unshift(() => awsServer.close());
    const awsUrl = urlOf(awsServer);

    const stack = await loadStack(packageDir, { apiUrl: listener.url, awsUrl });
    const iam = createIam(stack);
    const faults = createFaults();
    const workDir = mkdtempSync(join(tmpdir(), 'twin-'));
    stops.unshift(() => rmSync(workDir, { recursive: true, force: true }));

    const tables = started('tables', await startTables({ stack, dataDir, now, onFailure }));
    const queues = started('queues', await startQueues({ stack, dataDir, now }));
    const secrets = started('secrets', await startSecrets({ stack, dataDir, now }));
    const functions = started(
      'functions',
      await startFunctions({ stack, iam, faults, observe, workDir, environment: environment(stack, awsUrl) }),
    );
    const workflows = started('workflows', await startWorkflows({ stack, iam, functions, observe, dataDir, now }));
    const services = [tables, queues, secrets, workflows].map((part) => part.service);
    const aws = started('AWS APIs', serveAwsApi({ server: awsServer, iam, faults, services, lambda: functions }));
    started('HTTP API', startGateway({ listener, stack, functions, aws, iam, faults, observe, now }));
    started(
      'event sources',
      startEventSources({ stack, functions, faults, observe, queues: (role) => queuePort(aws.call, role) }),
    );
    started('schedules', startSchedules({ stack, functions, observe }));
    workflows.resume();

    const endpoints = { sqs: awsUrl, dynamodb: awsUrl, states: awsUrl, secretsmanager: awsUrl, lambda: awsUrl };
    const warnings = [...reportUnhonoured(stack, honoured), ...iam.warnings];
    return { api: listener.url, endpoints, stack, aws, functions, iam, faults, warnings, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What tells the AWS SDK inside the functions where AWS is. */
function environment({ region }: Stack, awsUrl: string): Record<string, string> {
  return { AWS_REGION: region, AWS_DEFAULT_REGION: region, AWS_ENDPOINT_URL: awsUrl };
}
