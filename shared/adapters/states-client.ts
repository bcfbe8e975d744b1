import { SFNClient } from '@aws-sdk/client-sfn';
import { callLimits } from './call-limits.ts';

let client: SFNClient | undefined;

/** The process's one Step Functions client. */
export function states(): SFNClient {
  client ??= new SFNClient(callLimits);
  return client;
}
