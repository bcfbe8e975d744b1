/** Sends a message, receives another, and dies of SIGKILL right after SQS answered: `node send-and-die.ts <folder>`. */
import { randomUUID } from 'node:crypto';
import { startQueues } from '../../../local/queues/start-queues.ts';
import { stackOf } from '../aws-api/serve-stack.ts';
import { queueWithDlq } from './start-sqs.ts';

const [, , dataDir] = process.argv;
const stack = stackOf(queueWithDlq(1));
const QueueUrl = stack.resources.get('Queue')?.physicalId;
const { service } = await startQueues({ stack, dataDir });
const call = (operation: string, input: object) =>
  service.call(operation, { QueueUrl, ...input }, { requestId: randomUUID() });

await call('SendMessage', { MessageBody: 'dead letter' });
await call('ReceiveMessage', { VisibilityTimeout: 0 });
await call('ReceiveMessage', {});
await call('SendMessage', { MessageBody: 'in flight' });
await call('ReceiveMessage', { VisibilityTimeout: 3600 });
await call('SendMessage', {
  MessageBody: 'waiting',
  MessageAttributes: { a: { DataType: 'String', StringValue: 'b' } },
});
process.kill(process.pid, 'SIGKILL');
