import { z } from 'zod';
import { parseInput } from '../../aws-api/parse-input.ts';
import { AwsError } from '../../aws-error.ts';
import { sourcesOf } from '../redrive-policy.ts';
import type { Action } from './action.ts';

const attributesInput = z.object({ AttributeNames: z.array(z.string()).default([]) });

export const getQueueAttributes: Action = (input, { queues, expire }) => {
  const queue = queues.byUrl(String(input.QueueUrl));
  const { AttributeNames: names } = parseInput(attributesInput, input);
  queue.engine.processTimers();
  expire(queue);
  return { Attributes: { ...queue.engine.getAllAttributes(names), ...ownArn(names, queue.arn) } };
};

export const getQueueUrl: Action = (input, { queues }) => {
  if (typeof input.QueueName !== 'string')
    throw new AwsError('MissingParameter', 'The request must contain the parameter QueueName.');
  return { QueueUrl: queues.byUrl(input.QueueName).url };
};

export const listQueues: Action = (input, { queues }) => {
  const prefix = typeof input.QueueNamePrefix === 'string' ? input.QueueNamePrefix : '';
  return { QueueUrls: queues.all().flatMap(({ name, url }) => (name.startsWith(prefix) ? [url] : [])) };
};

export const listDeadLetterSourceQueues: Action = (input, { queues }) => {
  const queue = queues.byUrl(String(input.QueueUrl));
  return { queueUrls: sourcesOf(queue, queues.all()).map(({ url }) => url) };
};

/** A queue from a former run may remember another ARN, of another region. */
function ownArn(names: string[], arn: string): Record<string, string> {
  return names.includes('All') || names.includes('QueueArn') ? { QueueArn: arn } : {};
}
