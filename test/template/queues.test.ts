import { describe, expect, test } from '@jest/globals';
import { arnOf, packages, propertiesOf } from './support/packages.ts';

interface Queue {
  MessageRetentionPeriod: number;
  SqsManagedSseEnabled: boolean;
  RedrivePolicy?: { deadLetterTargetArn: string; maxReceiveCount: number };
  RedriveAllowPolicy?: { redrivePermission: string; sourceQueueArns: string[] };
}

interface QueuePolicy {
  Queues: string[];
  PolicyDocument: { Statement: { Effect: string; Principal: string; Action: string; Condition: object }[] };
}

const fourteenDays = 14 * 24 * 3600;

describe.each(await packages())('the queues of $stage', (deployed) => {
  const queues = propertiesOf<Queue>(deployed, 'AWS::SQS::Queue');
  const names = Object.keys(queues);
  const isDlq = (name: string) => name.endsWith('Dlq');
  const sources = names.filter((name) => !isDlq(name));

  test('there is one queue for each consumer and one for each queue’s dead letters', () => {
    const expected = ['PaymentsQueue', 'WebhooksQueue', ...(deployed.stage === 'prod' ? [] : ['RailQueue'])];
    expect(sources).toEqual(expected);
    expect(names.filter(isDlq)).toEqual(expected.map(dlqOf));
  });

  test.each(sources)('%s gives up on a message after five tries and hands it to its own dead-letter queue', (name) => {
    expect(queues[name]?.RedrivePolicy).toEqual({
      deadLetterTargetArn: arnOf(deployed, dlqOf(name)),
      maxReceiveCount: 5,
    });
  });

  test.each(sources)('the dead letters of %s are kept for 14 days and come from nowhere else', (name) => {
    const dlq = queues[dlqOf(name)];
    expect(dlq?.MessageRetentionPeriod).toBe(fourteenDays);
    expect(dlq?.RedriveAllowPolicy).toEqual({
      redrivePermission: 'byQueue',
      sourceQueueArns: [arnOf(deployed, name)],
    });
  });

  test.each(sources)(
    '%s keeps messages for less long than its dead-letter queue, whose clock does not restart [D4]',
    (name) => {
      expect(queues[name]?.MessageRetentionPeriod).toBeLessThan(fourteenDays);
    },
  );

  test.each(names)('%s is encrypted at rest, and refuses calls without TLS', (name) => {
    expect(queues[name]?.SqsManagedSseEnabled).toBe(true);
    const url = deployed.stack.resources.get(name)?.physicalId ?? '';
    const policies = Object.values(propertiesOf<QueuePolicy>(deployed, 'AWS::SQS::QueuePolicy'));
    const policy = policies.find(({ Queues }) => Queues.includes(url));
    expect(policy?.PolicyDocument.Statement).toEqual([
      expect.objectContaining({
        Effect: 'Deny',
        Principal: '*',
        Action: 'sqs:*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    ]);
  });
});

function dlqOf(queue: string): string {
  return queue.replace(/Queue$/, 'Dlq');
}
