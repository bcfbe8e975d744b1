import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { ScheduleSandboxStep } from '../../domain/rail/sandbox-payment.ts';

export function scheduleSandboxStep(client: SQSClient, queueUrl: string): ScheduleSandboxStep {
  return async (step, afterSeconds) => {
    const MessageBody = JSON.stringify(step);
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody, DelaySeconds: afterSeconds }));
  };
}
