import { sendMessage } from './send-message.ts';
import type { Subtype } from './subtype.ts';
import { putEvents, startExecution, startSyncExecution } from './json-services.ts';

/** By `IntegrationSubtype` (AWS: Integration subtype reference). */
export const subtypes: Record<string, Subtype> = {
  'EventBridge-PutEvents': putEvents,
  'SQS-SendMessage': sendMessage,
  'StepFunctions-StartExecution': startExecution,
  'StepFunctions-StartSyncExecution': startSyncExecution,
};
