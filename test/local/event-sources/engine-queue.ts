import { type QueuePort, queuePort } from '../../../local/event-sources/queue-port.ts';
import { startQueues } from '../../../local/queues/start-queues.ts';
import type { Resource } from '../../../local/template/stack.ts';
import { account, region, resource, stackOf } from '../lambda/running-functions.ts';

/** A queue resource as the loaded template would have it. */
export function queueResource(name: string, properties: Record<string, unknown> = {}): Resource {
  return {
    ...resource('AWS::SQS::Queue', name, { QueueName: name, ...properties }),
    physicalId: `http://127.0.0.1:1/${account}/${name}`,
    arn: `arn:aws:sqs:${region}:${account}:${name}`,
  };
}

/** The twin's own queues, called in process. */
export async function engineQueues(resources: Resource[]) {
  const { service, stop } = await startQueues({ stack: stackOf(resources, '/nowhere') });
  const call = (operation: string, input: Record<string, unknown>, signal?: AbortSignal) =>
    service.call(operation, input, { requestId: 'r', signal });
  const urlOf = (name: string) => `http://127.0.0.1:1/${account}/${name}`;
  const port: QueuePort = queuePort(
    (_role, _service, operation, input, signal) => call(operation, input, signal),
    'role',
  );
  return {
    port,
    stop,
    send: (name: string, MessageBody: string, others: Record<string, unknown> = {}) =>
      call('SendMessage', { QueueUrl: urlOf(name), MessageBody, ...others }),
    async attribute(name: string, attribute: string) {
      const output = await call('GetQueueAttributes', { QueueUrl: urlOf(name), AttributeNames: [attribute] });
      return (output as { Attributes: Record<string, string> }).Attributes[attribute];
    },
  };
}
