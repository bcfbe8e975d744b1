import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Resource, Template } from '../../../infra/template.ts';
import { packageStage } from '../../../local/package-stage.ts';
import { loadStack } from '../../../local/template/load-stack.ts';
import type { Stack } from '../../../local/template/stack.ts';

/** A stage as it would be deployed: the template as written, and as CloudFormation would resolve it. */
export interface Package {
  stage: 'dev' | 'prod';
  folder: string;
  template: Template & { Parameters?: Record<string, unknown>; Conditions?: object; Outputs: Record<string, Output> };
  resources: [logicalId: string, Resource & { DependsOn?: string | string[] }][];
  stack: Stack;
}

interface Output {
  Value: unknown;
}

export async function packages(): Promise<Package[]> {
  return [await packageOf('dev'), await packageOf('prod')];
}

async function packageOf(stage: Package['stage']): Promise<Package> {
  const { folder } = await packageStage(stage);
  const template: Package['template'] = JSON.parse(
    readFileSync(join(folder, 'cloudformation-template-update-stack.json'), 'utf8'),
  );
  const stack = await loadStack(folder, { apiUrl: 'https://api.test', awsUrl: 'https://aws.test' });
  return { stage, folder, template, resources: Object.entries(template.Resources), stack };
}

/** The resolved properties of every resource of a type, by logical id. */
export function propertiesOf<Properties>({ stack }: Package, type: string): Record<string, Properties> {
  return Object.fromEntries(
    stack.ofType(type).map(({ logicalId, properties }) => [logicalId, properties as Properties]),
  );
}

/** The ARN of a resource; fails for one that is not there or has none. */
export function arnOf({ stack }: Package, logicalId: string): string {
  const arn = stack.resources.get(logicalId)?.arn;
  if (!arn) throw new Error(`The stack has no ARN for ${logicalId}`);
  return arn;
}
