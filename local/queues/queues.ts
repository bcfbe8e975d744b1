import { AwsError } from '../aws-error.ts';
import type { Resource } from '../template/stack.ts';
import type { SqsQueue, SqsStore } from './engine.ts';

/** The stack's queues, found as callers name them. */
export interface Queues {
  store: SqsStore;
  all(): Queue[];
  /** By the name at the end of the URL, whatever its host. Throws QueueDoesNotExist. */
  byUrl(url: string): Queue;
  byArn(arn: string): Queue | undefined;
}

export interface Queue {
  name: string;
  url: string;
  arn: string;
  engine: SqsQueue;
}

export function createQueues(store: SqsStore, resources: Resource[], toAttributes: ToAttributes): Queues {
  const queues = resources.map((resource) => createQueue(store, resource, toAttributes));
  const byName = new Map(queues.map((queue) => [queue.name, queue]));
  const byArn = new Map(queues.map((queue) => [queue.arn, queue]));
  return {
    store,
    all: () => queues,
    byArn: (arn) => byArn.get(arn),
    byUrl(url) {
      const queue = byName.get(url.split('/').at(-1) ?? '');
      if (queue) return queue;
      throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
    },
  };
}

type ToAttributes = (properties: Record<string, unknown>) => Record<string, string>;

/** A queue that a former run left keeps its messages and takes the template's attributes. */
function createQueue(store: SqsStore, { physicalId: url, arn = '', properties }: Resource, toAttributes: ToAttributes) {
  const name = url.split('/').at(-1) ?? '';
  const attributes = toAttributes(properties);
  const left = store.getQueueByName(name);
  left?.setAttributes(attributes);
  return { name, url, arn, engine: left ?? store.createQueue(name, url, arn, attributes) };
}
