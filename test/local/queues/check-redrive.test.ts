import { expect, test } from '@jest/globals';
import { startQueues } from '../../../local/queues/start-queues.ts';
import { stackOf } from '../aws-api/serve-stack.ts';
import { queueWithDlq } from './start-sqs.ts';

const queueArn = { 'Fn::GetAtt': ['Queue', 'Arn'] };

async function start(RedriveAllowPolicy: unknown): Promise<void> {
  const Dlq = { Type: 'AWS::SQS::Queue', Properties: { RedriveAllowPolicy } };
  const { stop } = await startQueues({ stack: stackOf({ ...queueWithDlq(1), Dlq }) });
  await stop();
}

test.each([
  ['nothing', { Ref: 'AWS::NoValue' }],
  ['all', { redrivePermission: 'allowAll' }],
  ['the queue', { redrivePermission: 'byQueue', sourceQueueArns: [queueArn] }],
])('a dead-letter queue that says %s takes the dead letters', async (_name, policy) => {
  await expect(start(policy)).resolves.toBeUndefined();
});

test.each([
  ['nobody', { redrivePermission: 'denyAll' }],
  ['another queue', { redrivePermission: 'byQueue', sourceQueueArns: ['arn:aws:sqs:eu-central-1:000000000000:other'] }],
])('a dead-letter queue that allows %s keeps the stack from starting', async (_name, policy) => {
  await expect(start(policy)).rejects.toThrow(/does not allow test-dev-Queue-\w+ to send it dead letters/);
});

test('a dead-letter queue that is not in the stack keeps it from starting', async () => {
  const RedrivePolicy = { deadLetterTargetArn: 'arn:aws:sqs:eu-central-1:000000000000:none', maxReceiveCount: 1 };
  const stack = stackOf({ Queue: { Type: 'AWS::SQS::Queue', Properties: { RedrivePolicy } } });
  await expect(startQueues({ stack })).rejects.toThrow(/:none does not exist/);
});
