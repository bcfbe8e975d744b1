import { z } from 'zod';
import type { Queue } from './queues.ts';

const redrivePolicy = z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() });

/** Where a queue's messages go that were received too often; undefined when it has no dead-letter queue. */
export function redrivePolicyOf({ engine }: Queue): z.infer<typeof redrivePolicy> | undefined {
  const text = engine.attributes.RedrivePolicy;
  return text ? redrivePolicy.parse(JSON.parse(text)) : undefined;
}

/** The queues whose dead letters come to this one. */
export function sourcesOf(deadLetterQueue: Queue, all: Queue[]): Queue[] {
  return all.filter((queue) => redrivePolicyOf(queue)?.deadLetterTargetArn === deadLetterQueue.arn);
}
