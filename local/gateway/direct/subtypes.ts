import { putEvents, startExecution, startSyncExecution } from './json-services.ts';
import { sendMessage } from './send-message.ts';
import type { Subtype } from './subtype.ts';

/** By `IntegrationSubtype` (AWS: Integration subtype reference). */
export const subtypes: Record<string, Subtype> = {
  'EventBridge-PutEvents': putEvents,
  'SQS-SendMessage': sendMessage,
  'StepFunctions-StartExecution': startExecution,
  'StepFunctions-StartSyncExecution': startSyncExecution,
};
