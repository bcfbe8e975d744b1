import { z } from 'zod';
import { parseInput } from '../../aws-api/parse-input.ts';
import { AwsError } from '../../aws-error.ts';
import { checkBatch } from '../check-batch.ts';
import { outgoingMessage, sizeOf } from '../outgoing-message.ts';
import type { Action } from './action.ts';
import { send } from './send-message.ts';

const batchInput = z.object({
  QueueUrl: z.string(),
  Entries: z.array(outgoingMessage.extend({ Id: z.string() })).default([]),
});
const maxBatchBytes = 1_048_576;

/** Each entry succeeds or fails alone, unless the batch as a whole breaks a rule. */
export const sendMessageBatch: Action = (input, { queues }) => {
  const queue = queues.byUrl(String(input.QueueUrl));
  const { Entries: entries } = parseInput(batchInput, input);
  checkBatch(entries);
  const bytes = entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
  if (bytes > maxBatchBytes)
    throw new AwsError(
      'BatchRequestTooLong',
      `Batch requests cannot be longer than ${maxBatchBytes} bytes. You have sent ${bytes} bytes.`,
    );

  const Successful: unknown[] = [];
  const Failed: unknown[] = [];
  for (const { Id, ...message } of entries) {
    try {
      Successful.push({ Id, ...send(queue, message) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id, SenderFault: true, Code: error.code, Message: error.message });
    }
  }
  return { Successful, Failed };
};
