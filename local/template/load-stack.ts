import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildStack } from './build-stack.ts';
import { isRecord } from './resolve.ts';
import type { Stack } from './stack.ts';

/** Where the twin answers, and who it claims to be. */
export interface LoadStackOptions {
  apiUrl: string;
  awsUrl: string;
  region?: string;
  accountId?: string;
  parameters?: Record<string, string>;
}

/** Reads what `serverless package` made: the template, and beside it the state file that tells service, stage and region. */
export async function loadStack(packageDir: string, options: LoadStackOptions): Promise<Stack> {
  const template = await readJson(join(packageDir, 'cloudformation-template-update-stack.json'));
  const packaged = await readPackaged(packageDir);
  const region = options.region ?? packaged.region ?? 'eu-central-1';
  const accountId = options.accountId ?? '000000000000';
  const around = { ...options, stackName: packaged.stackName, region, accountId };
  const { resources, outputs } = buildStack(template, around);
  return {
    name: packaged.stackName,
    stage: packaged.stage,
    region,
    accountId,
    resources,
    outputs,
    artifactsDir: packageDir,
    ofType: (type) => [...resources.values()].filter((resource) => resource.type === type),
  };
}

async function readPackaged(packageDir: string): Promise<{ stackName: string; stage: string; region?: string }> {
  const { service } = await readJson(join(packageDir, 'serverless-state.json'));
  const provider = isRecord(service) && isRecord(service.provider) ? service.provider : {};
  const name = isRecord(service) && typeof service.service === 'string' ? service.service : 'stack';
  const stage = typeof provider.stage === 'string' ? provider.stage : 'dev';
  const stackName = typeof provider.stackName === 'string' ? provider.stackName : `${name}-${stage}`;
  return { stackName, stage, ...(typeof provider.region === 'string' && { region: provider.region }) };
}

async function readJson(path: string): Promise<Record<string, unknown>> {
  const value: unknown = JSON.parse(await readFile(path, 'utf8'));
  if (!isRecord(value)) throw new Error(`${path} does not hold a JSON object`);
  return value;
}
