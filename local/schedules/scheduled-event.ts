import { randomUUID } from 'node:crypto';
import type { Stack } from '../template/stack.ts';

/** What EventBridge sends to the targets of a scheduled rule that say no input of their own. */
export function scheduledEvent(ruleArn: string, timeMs: number, stack: Pick<Stack, 'accountId' | 'region'>) {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: stack.accountId,
    time: `${new Date(timeMs).toISOString().slice(0, 19)}Z`,
    region: stack.region,
    resources: [ruleArn],
    detail: {},
  };
}
