import { z } from 'zod';
import { AwsError } from '../aws-error.ts';
import type { Stack } from '../template/stack.ts';
import type { FunctionConfig } from './function-config.ts';

/** What an invocation is addressed to: a function, or an alias or version of it. */
export interface Target {
  config: FunctionConfig;
  /** `$LATEST` or a version's number. */
  version: string;
  /** As the caller gave it. */
  qualifier: string | undefined;
  /** Environments that the alias keeps ready. */
  provisioned: number;
}

interface Alias {
  functionName: string;
  name: string;
  version: string;
  provisioned: number;
}

const aliasProperties = z.object({
  FunctionName: z.string(),
  FunctionVersion: z.coerce.string(),
  Name: z.string(),
  ProvisionedConcurrencyConfig: z.object({ ProvisionedConcurrentExecutions: z.coerce.number() }).optional(),
});

/** The function's name in `name`, `account:function:name` and an ARN, each with or without a qualifier. */
const address = /^(?:(?:arn:[^:]+:lambda:[^:]+:)?\d{12}:function:)?(?<name>[\w-]+)(?::(?<qualifier>[\w$-]+))?$/;

export function createTargets(stack: Stack, configs: ReadonlyMap<string, FunctionConfig>) {
  const aliases = stack.ofType('AWS::Lambda::Alias').map((resource) => readAlias(resource.properties));

  return {
    /** Aliases that keep environments ready. */
    provisioned: (): Target[] =>
      aliases.flatMap((alias) => {
        const config = configs.get(alias.functionName);
        return config && alias.provisioned > 0 ? [toTarget(config, alias.name, alias)] : [];
      }),

    /** Throws ResourceNotFoundException. */
    find(nameOrArn: string, qualifier?: string): Target {
      const parts = address.exec(nameOrArn)?.groups;
      const config = configs.get(parts?.name ?? '');
      if (config === undefined) throw notFound(nameOrArn);
      const wanted = parts?.qualifier ?? qualifier;
      const alias = aliases.find(({ functionName, name }) => functionName === config.name && name === wanted);
      const isVersion = wanted === undefined || wanted === '$LATEST' || /^\d+$/.test(wanted);
      if (alias === undefined && !isVersion) throw notFound(`${config.arn}:${wanted}`);
      return toTarget(config, wanted, alias);
    },
  };
}

function readAlias(properties: Record<string, unknown>): Alias {
  const { FunctionName, FunctionVersion, Name, ProvisionedConcurrencyConfig } = aliasProperties.parse(properties);
  return {
    functionName: address.exec(FunctionName)?.groups?.name ?? FunctionName,
    name: Name,
    version: FunctionVersion,
    provisioned: ProvisionedConcurrencyConfig?.ProvisionedConcurrentExecutions ?? 0,
  };
}

function toTarget(config: FunctionConfig, qualifier: string | undefined, alias: Alias | undefined): Target {
  const version = alias?.version ?? qualifier ?? '$LATEST';
  return { config, qualifier, version, provisioned: alias?.provisioned ?? 0 };
}

function notFound(name: string): AwsError {
  return new AwsError('ResourceNotFoundException', `Function not found: ${name}`, 404, { Type: 'User' });
}
