import { SQSClient } from '@aws-sdk/client-sqs';
import { callLimits } from './call-limits.ts';

let client: SQSClient | undefined;

/** The process's one SQS client. */
export function sqs(): SQSClient {
  client ??= new SQSClient(callLimits);
  return client;
}
