import { join } from 'node:path';
import type { Service } from '../aws-api/service.ts';
import type { Honoured, Stack } from '../template/stack.ts';
import { checkRedrive } from './check-redrive.ts';
import { createQueueService } from './create-service.ts';
import { SqsStore } from './engine.ts';
import { expireMessages } from './expire-messages.ts';
import { createMoveTasks } from './move-tasks.ts';
import { openPersistence } from './persistence.ts';
import { honouredQueueProperties, toAttributes } from './queue-attributes.ts';
import { createQueues } from './queues.ts';

export const honoured: Honoured = { 'AWS::SQS::Queue': honouredQueueProperties };

export interface StartQueuesOptions {
  stack: Stack;
  /** Where messages survive a restart; without it they go with the process. */
  dataDir?: string | undefined;
  /** Decides when a message is too old to keep. */
  now?: () => number;
}

/** The stack's standard queues. They expire messages as they are asked, so no timer runs. */
export async function startQueues({
  stack,
  dataDir,
  now = Date.now,
}: StartQueuesOptions): Promise<{ service: Service; stop(): Promise<void> }> {
  const store = new SqsStore();
  const persistence = dataDir === undefined ? undefined : await openPersistence(join(dataDir, 'queues'), store);
  const queues = createQueues(store, stack.ofType('AWS::SQS::Queue'), toAttributes);
  checkRedrive(queues);
  const stopping = new AbortController();
  const context = {
    queues,
    moveTasks: createMoveTasks(queues, stopping.signal),
    expire: (queue: Parameters<typeof expireMessages>[0]) => expireMessages(queue, now()),
  };
  return {
    service: createQueueService(context, stopping.signal),
    async stop() {
      stopping.abort();
      store.shutdown();
      persistence?.close();
    },
  };
}
