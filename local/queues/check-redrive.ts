import { z } from 'zod';
import type { Queue, Queues } from './queues.ts';
import { redrivePolicyOf } from './redrive-policy.ts';

const allowPolicy = z.object({
  redrivePermission: z.enum(['allowAll', 'denyAll', 'byQueue']).default('allowAll'),
  sourceQueueArns: z.array(z.string()).default([]),
});

/** Refuses what AWS would refuse to deploy: a dead-letter queue that is not there, or does not allow its source. */
export function checkRedrive(queues: Queues): void {
  for (const source of queues.all()) {
    const policy = redrivePolicyOf(source);
    if (!policy) continue;
    const target = queues.byArn(policy.deadLetterTargetArn);
    if (!target) throw new Error(`${source.name}: its dead-letter queue ${policy.deadLetterTargetArn} does not exist`);
    if (!allows(target, source))
      throw new Error(`${target.name} does not allow ${source.name} to send it dead letters`);
  }
}

function allows(target: Queue, source: Queue): boolean {
  const text = target.engine.attributes.RedriveAllowPolicy;
  const { redrivePermission, sourceQueueArns } = allowPolicy.parse(text ? JSON.parse(text) : {});
  return redrivePermission === 'allowAll' || (redrivePermission === 'byQueue' && sourceQueueArns.includes(source.arn));
}
