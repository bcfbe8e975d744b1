import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { endedByLambda } from './ended-by-lambda.ts';
import { observed } from './observed.ts';
import { type Traced, unitOfWork } from './unit-of-work.ts';

export interface QueueConsumer<Message extends Traced> {
  /** Parses a record. What it throws sends the record back to the queue, and in the end to the dead letters. */
  read: (record: SQSRecord) => Message;
  /** Does the work of one message. A return means done; `RetryLater` means try again; any other throw is a defect. */
  handle: (message: Message) => Promise<void>;
}

/**
 * SQS → function. Records run side by side and fail alone: only the failed ones go back to the queue
 * (ReportBatchItemFailures). The front door's request id is in every log line of its record.
 */
export function queueConsumer<Message extends Traced>({ read, handle }: QueueConsumer<Message>) {
  const processor = new BatchProcessor(EventType.SQS);
  const handleRecord = (record: SQSRecord) => unitOfWork(keysOf(record), () => read(record), handle);

  return middy<SQSEvent, SQSBatchResponse>(endedByLambda)
    .use(observed())
    .handler((event: SQSEvent, context: Context) =>
      processPartialResponse(event, handleRecord, processor, { context, throwOnFullBatchFailure: false }),
    );
}

function keysOf({ messageId, attributes }: SQSRecord) {
  return { messageId, receiveCount: Number(attributes.ApproximateReceiveCount) };
}
