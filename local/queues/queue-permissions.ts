import type { Input, Permission } from '../aws-api/service.ts';
import type { Queues } from './queues.ts';
import { sourceArnIn } from './task-handle.ts';

/** The rights that an operation of SQS needs. A batch needs those of the single operation. */
export function queuePermissions(operation: string, input: Input, queues: Queues): Permission[] {
  const { SourceArn: source, DestinationArn: destination } = input;
  const allow = (resource: unknown, ...actions: string[]): Permission[] =>
    actions.map((action) => ({ action: `sqs:${action}`, resource: String(resource) }));
  switch (operation) {
    case 'ListQueues':
      return allow('*', operation);
    // (AWS: Troubleshoot Amazon SQS dead-letter queue and DLQ redrive issues, AccessDenied permission issue)
    case 'StartMessageMoveTask':
      return [
        ...allow(source, operation, 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'),
        ...(destination === undefined ? [] : allow(destination, 'SendMessage')),
      ];
    case 'ListMessageMoveTasks':
      return allow(source, operation, 'GetQueueAttributes');
    case 'CancelMessageMoveTask':
      return allow(
        sourceArnIn(String(input.TaskHandle)),
        operation,
        'ReceiveMessage',
        'DeleteMessage',
        'GetQueueAttributes',
      );
    case 'GetQueueUrl':
      return allow(queues.byUrl(String(input.QueueName)).arn, operation);
    default:
      return allow(queues.byUrl(String(input.QueueUrl)).arn, operation.replace(/Batch$/, ''));
  }
}
