import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Resource, Stack } from '../template/stack.ts';

/** An AWS::Lambda::Function as the twin runs it. */
export interface FunctionConfig {
  name: string;
  arn: string;
  handler: string;
  runtime: string;
  memoryMb: number;
  timeoutMs: number;
  variables: Record<string, string>;
  roleArn: string;
  logGroup: string;
  /** Traces of requests that come without one are sampled. */
  tracesActively: boolean;
  reservedConcurrency: number | undefined;
  zipFile: string;
}

/** Defaults are CloudFormation's (AWS::Lambda::Function). */
const properties = z.object({
  FunctionName: z.string(),
  Handler: z.string(),
  Runtime: z.string(),
  Role: z.string(),
  Code: z.object({ S3Key: z.string() }),
  MemorySize: z.coerce.number().default(128),
  Timeout: z.coerce.number().default(3),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).optional(),
  ReservedConcurrentExecutions: z.coerce.number().optional(),
  TracingConfig: z.object({ Mode: z.string() }).optional(),
  LoggingConfig: z.object({ LogGroup: z.string().optional() }).optional(),
});

export function readFunctionConfig(resource: Resource, stack: Stack): FunctionConfig {
  const { data, error } = properties.safeParse({ FunctionName: resource.physicalId, ...resource.properties });
  if (data === undefined) throw new Error(`${resource.logicalId} cannot be run: ${z.prettifyError(error)}`);
  return {
    name: data.FunctionName,
    arn: resource.arn ?? `arn:aws:lambda:${stack.region}:${stack.accountId}:function:${data.FunctionName}`,
    handler: data.Handler,
    runtime: data.Runtime,
    memoryMb: data.MemorySize,
    timeoutMs: data.Timeout * 1000,
    variables: data.Environment?.Variables ?? {},
    roleArn: data.Role,
    logGroup: data.LoggingConfig?.LogGroup ?? `/aws/lambda/${data.FunctionName}`,
    tracesActively: data.TracingConfig?.Mode === 'Active',
    reservedConcurrency: data.ReservedConcurrentExecutions,
    zipFile: join(stack.artifactsDir, basename(data.Code.S3Key)),
  };
}
