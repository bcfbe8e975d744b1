import { z } from 'zod';
import { AwsError } from '../aws-error.ts';
import type { Functions } from '../lambda/functions.ts';
import type { Resource, Stack } from '../template/stack.ts';

/** An AWS::Lambda::EventSourceMapping of a queue, with what it takes from the queue and the function. */
export interface EventSource {
  functionName: string;
  roleArn: string;
  queueName: string;
  queueUrl: string;
  queueArn: string;
  region: string;
  batchSize: number;
  windowMs: number;
  maximumConcurrency: number;
  reportsItemFailures: boolean;
  /** Absent: the queue's own. */
  visibilityOverrideSeconds: number | undefined;
  /** How long a received message stays hidden. */
  visibilityMs: number;
}

/** Without ScalingConfig (AWS: Configuring scaling behavior for SQS event source mappings). */
const defaultMaximumConcurrency = 1250;

const mappingProperties = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: z.stringbool().or(z.boolean()).default(true),
  BatchSize: z.coerce.number().int().min(1).max(10_000).default(10),
  MaximumBatchingWindowInSeconds: z.coerce.number().int().min(0).max(300).default(0),
  FunctionResponseTypes: z.array(z.string()).default([]),
  ScalingConfig: z.object({ MaximumConcurrency: z.coerce.number().int().min(2).max(1000).optional() }).optional(),
});

const queueProperties = z.object({
  VisibilityTimeout: z.coerce.number().default(30),
  FifoQueue: z.stringbool().or(z.boolean()).default(false),
});

/** Reads one mapping; undefined when it is disabled. What Lambda would refuse to create is an AwsError. */
export function readEventSource(
  mapping: Resource,
  stack: Stack,
  functions: Pick<Functions, 'describe'>,
): EventSource | undefined {
  const { data, error } = mappingProperties.safeParse(mapping.properties);
  if (data === undefined) throw refused(mapping, z.prettifyError(error));
  if (!data.Enabled) return undefined;
  const queue = stack.ofType('AWS::SQS::Queue').find(({ arn }) => arn === data.EventSourceArn);
  if (queue === undefined) throw refused(mapping, `The queue ${data.EventSourceArn} does not exist`);

  const { VisibilityTimeout, FifoQueue } = queueProperties.parse(queue.properties);
  const config = functions.describe(data.FunctionName);
  const timeoutSeconds = config.timeoutMs / 1000;
  const problem = problemOf({ ...data, VisibilityTimeout, FifoQueue, timeoutSeconds });
  if (problem !== undefined) throw refused(mapping, problem);

  const override = longerVisibility(data.MaximumBatchingWindowInSeconds, timeoutSeconds, VisibilityTimeout);
  return {
    functionName: data.FunctionName,
    roleArn: config.roleArn,
    queueName: data.EventSourceArn.split(':').at(-1) ?? '',
    queueUrl: queue.physicalId,
    queueArn: data.EventSourceArn,
    region: stack.region,
    batchSize: data.BatchSize,
    windowMs: data.MaximumBatchingWindowInSeconds * 1000,
    maximumConcurrency: data.ScalingConfig?.MaximumConcurrency ?? defaultMaximumConcurrency,
    reportsItemFailures: data.FunctionResponseTypes.includes('ReportBatchItemFailures'),
    visibilityOverrideSeconds: override,
    visibilityMs: (override ?? VisibilityTimeout) * 1000,
  };
}

interface Limits {
  BatchSize: number;
  MaximumBatchingWindowInSeconds: number;
  VisibilityTimeout: number;
  FifoQueue: boolean;
  timeoutSeconds: number;
}

function problemOf(limits: Limits): string | undefined {
  const { BatchSize, MaximumBatchingWindowInSeconds: window, VisibilityTimeout, FifoQueue, timeoutSeconds } = limits;
  if (VisibilityTimeout < timeoutSeconds) {
    return `Queue visibility timeout: ${VisibilityTimeout} seconds is less than Function timeout: ${timeoutSeconds} seconds`;
  }
  if (FifoQueue && BatchSize > 10) return 'The batch size of a FIFO queue is at most 10';
  if (FifoQueue && window > 0) return 'A FIFO queue takes no batching window';
  if (BatchSize > 10 && window < 1) return 'A batch size over 10 needs MaximumBatchingWindowInSeconds of at least 1';
  return undefined;
}

/** A batch that takes long to gather gets more time (AWS: Using Lambda with Amazon SQS, batching behavior). */
function longerVisibility(
  windowSeconds: number,
  timeoutSeconds: number,
  visibilitySeconds: number,
): number | undefined {
  const needed = windowSeconds + timeoutSeconds;
  return windowSeconds > 0 && needed > visibilitySeconds ? needed + 30 : undefined;
}

function refused(mapping: Resource, problem: string): AwsError {
  return new AwsError('InvalidParameterValueException', `${mapping.logicalId}: ${problem}`);
}
