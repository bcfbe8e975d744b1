import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { createFaults, type Faults } from '../../../local/faults.ts';
import type { Functions } from '../../../local/lambda/functions.ts';
import { type FunctionsOptions, startFunctions } from '../../../local/lambda/start-functions.ts';
import type { LogLine, MetricDatum, Observer } from '../../../local/observer.ts';
import type { Resource, Stack } from '../../../local/template/stack.ts';

/** A function of a test: its source, and properties of AWS::Lambda::Function. */
export interface Source {
  code: string;
  /** In the artifact; the handler is this file's `handler`. */
  file?: string;
  properties?: Record<string, unknown>;
}

export interface Running {
  functions: Functions;
  faults: Faults;
  logs: LogLine[];
  metrics: MetricDatum[];
  notices: string[];
  stop(): Promise<void>;
}

export const account = '000000000000';
export const region = 'eu-central-1';
export const functionArn = (name: string) => `arn:aws:lambda:${region}:${account}:function:${name}`;

/** Starts functions from sources that are zipped as a package would be. */
export async function runFunctions(
  sources: Record<string, Source>,
  others: Resource[] = [],
  options: Partial<FunctionsOptions> = {},
): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'functions-'));
  const stack = stackOf([...Object.entries(sources).map((entry) => packaged(folder, ...entry)), ...others], folder);
  const faults = createFaults();
  const observed = recorder();
  const functions = await startFunctions({
    stack,
    iam: { credentialsOf: credentials },
    environment: { AWS_REGION: region, AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:1' },
    faults,
    observe: observed.observe,
    workDir: join(folder, 'work'),
    ...options,
  });
  return {
    functions,
    faults,
    ...observed,
    async stop() {
      await functions.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** An observer that keeps what it hears. */
export function recorder() {
  const logs: LogLine[] = [];
  const metrics: MetricDatum[] = [];
  const notices: string[] = [];
  const observe: Observer = {
    log: (line) => logs.push(line),
    metric: (datum) => metrics.push(datum),
    access: () => {},
    notice: (text) => notices.push(text),
  };
  return { observe, logs, metrics, notices };
}

export function stackOf(resources: Resource[], artifactsDir: string): Stack {
  return {
    name: 'test',
    stage: 'dev',
    region,
    accountId: account,
    artifactsDir,
    outputs: {},
    resources: new Map(resources.map((resource) => [resource.logicalId, resource])),
    ofType: (type) => resources.filter((resource) => resource.type === type),
  };
}

export function resource(type: string, logicalId: string, properties: Record<string, unknown>): Resource {
  return { type, logicalId, physicalId: logicalId, properties };
}

function packaged(folder: string, name: string, { code, file = 'index.mjs', properties }: Source): Resource {
  writeFileSync(join(folder, `${name}.zip`), zipSync({ [file]: strToU8(code) }));
  const handler = `${file.replace(/\.[^.]+$/, '')}.handler`;
  return {
    ...resource('AWS::Lambda::Function', name, {
      Code: { S3Bucket: 'bucket', S3Key: `serverless/test/1/${name}.zip` },
      FunctionName: name,
      Handler: handler,
      Runtime: 'nodejs24.x',
      Role: `arn:aws:iam::${account}:role/${name}`,
      MemorySize: 256,
      Timeout: 5,
      ...properties,
    }),
    arn: functionArn(name),
  };
}

function credentials(roleArn: string) {
  return { accessKeyId: `key of ${roleArn}`, secretAccessKey: 'secret', sessionToken: 'token' };
}
