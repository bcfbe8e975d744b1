import { setTimeout as delay } from 'node:timers/promises';
import type { Faults } from '../faults.ts';
import type { Functions } from '../lambda/functions.ts';
import type { Observer } from '../observer.ts';
import type { Resource, Stack } from '../template/stack.ts';
import { readEventSource } from './event-source.ts';
import { pollQueue } from './poll-queue.ts';
import type { QueuePort } from './queue-port.ts';

export { honoured } from './honoured.ts';

export interface EventSourcesOptions {
  stack: Stack;
  functions: Pick<Functions, 'describe' | 'invoke'>;
  /** The queues as a role sees them. */
  queues: (roleArn: string) => QueuePort;
  faults: Faults;
  observe: Observer;
  /** How long a stop waits for batches that are under way. */
  stopWithinMs?: number;
}

export interface EventSources {
  /** Ends polling at once, and waits for running batches, so that what they processed is deleted. */
  stop(): Promise<void>;
}

/** Feeds the stack's queues to its functions. Throws an AwsError for a mapping that Lambda would refuse to create. */
export function startEventSources(options: EventSourcesOptions): EventSources {
  const { stack, functions, queues, faults, observe, stopWithinMs = 10_000 } = options;
  const sources = stack
    .ofType('AWS::Lambda::EventSourceMapping')
    .filter((mapping) => isOfQueue(mapping, observe))
    .map((mapping) => readEventSource(mapping, stack, functions))
    .filter((source) => source !== undefined);

  const stopper = new AbortController();
  const stopping = stopper.signal;
  const pollings = sources.map((source) =>
    pollQueue({ source, queue: queues(source.roleArn), functions, faults, stopping }, observe),
  );
  return {
    async stop() {
      stopper.abort();
      const waited = new AbortController();
      const finished = Promise.all(pollings.map((polling) => polling.finished())).finally(() => waited.abort());
      const tooLong = delay(stopWithinMs, undefined, { signal: waited.signal }).catch(() => {});
      await Promise.race([finished, tooLong]);
    },
  };
}

function isOfQueue({ logicalId, properties }: Resource, observe: Observer): boolean {
  const isQueue = String(properties.EventSourceArn).split(':')[2] === 'sqs';
  if (!isQueue) observe.notice(`${logicalId} is not polled: only queues are.`);
  return isQueue;
}
