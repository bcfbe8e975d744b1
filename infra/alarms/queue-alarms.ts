import { logicalIdIn, resourcesOf, type Template } from '../template.ts';
import type { Alarm, Metric } from './alarm.ts';

interface QueueProperties {
  QueueName: string;
  RedrivePolicy?: { deadLetterTargetArn: unknown };
}

/** Above one failed try of the slowest consumer, which comes again after three minutes: what then succeeds stays below. */
const lateSeconds = 300;

/** The age of what waits in every queue; any message in every dead-letter queue. */
export function queueAlarms(template: Template): Alarm[] {
  const queues = resourcesOf<QueueProperties>(template, 'AWS::SQS::Queue');
  const deadLetterQueues = new Set(queues.map(([, queue]) => logicalIdIn(queue.RedrivePolicy)));
  return queues.map(([id, queue]) =>
    deadLetterQueues.has(id) ? deadLettersAlarm(id, queue) : ageAlarm(id, queue, consumerOf(id, template)),
  );
}

function ageAlarm(subject: string, queue: QueueProperties, consumer: string): Alarm {
  return {
    kind: 'queue-age',
    subject,
    means: `Messages in ${queue.QueueName} wait for more than ${lateSeconds / 60} minutes for ${consumer}. Nothing is lost; what they stand for is late.`,
    first: `see whether ${consumer} fails, is throttled or is slow: its own alarms say which.`,
    watch: metric(queue, 'ApproximateAgeOfOldestMessage'),
    threshold: { atLeast: lateSeconds },
    breaching: { periods: 3, of: 3 },
    missing: 'notBreaching',
  };
}

function deadLettersAlarm(subject: string, queue: QueueProperties): Alarm {
  return {
    kind: 'dead-letters',
    subject,
    means: `Messages failed five times and wait in ${queue.QueueName}. What they stand for is not done; they are kept for 14 days.`,
    first: 'look at them with `npm run ops -- dlq inspect`. Mend the cause, then replay them.',
    // Not NumberOfMessagesSent: a message that a redrive policy moves does not count as sent.
    watch: metric(queue, 'ApproximateNumberOfMessagesVisible'),
    threshold: { atLeast: 1 },
    breaching: { periods: 1, of: 1 },
    // A dead-letter queue without traffic stops reporting after six hours.
    missing: 'notBreaching',
  };
}

const metric = ({ QueueName }: QueueProperties, name: string): Metric => ({
  namespace: 'AWS/SQS',
  name,
  dimensions: { QueueName },
  statistic: 'Maximum',
});

function consumerOf(queueId: string, template: Template): string {
  const mappings = resourcesOf<{ EventSourceArn: unknown; FunctionName: unknown }>(
    template,
    'AWS::Lambda::EventSourceMapping',
  );
  const mapping = mappings.find(([, { EventSourceArn }]) => logicalIdIn(EventSourceArn) === queueId);
  const functionId = mapping && logicalIdIn(mapping[1].FunctionName);
  if (!functionId) throw new Error(`No function consumes the queue ${queueId}, and it is no queue's dead-letter queue`);
  return functionId.replace(/LambdaFunction$/, '');
}
