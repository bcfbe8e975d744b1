import type { EventSource } from './event-source.ts';
import type { Message } from './queue-port.ts';
import { type SqsRecord, toRecord } from './sqs-event.ts';

/** Of an invocation payload; the records' metadata count too (AWS: Using Lambda with Amazon SQS). */
export const maxPayloadBytes = 6 * 1024 * 1024;

const envelopeBytes = Buffer.byteLength('{"Records":[]}');

type Queue = Pick<EventSource, 'queueArn' | 'region'>;

export interface Pack {
  messages: Message[];
  records: SqsRecord[];
}

/** Splits a batch, in order, so that no event is over the limit. Most batches stay whole. */
export function packEvents(batch: readonly Message[], source: Queue, limitBytes = maxPayloadBytes): Pack[] {
  const packs: Pack[] = [];
  let room = 0;
  for (const message of batch) {
    const record = toRecord(message, source);
    const bytes = Buffer.byteLength(JSON.stringify(record)) + 1;
    const last = packs.at(-1);
    if (last === undefined || bytes > room) {
      packs.push({ messages: [message], records: [record] });
      room = limitBytes - envelopeBytes - bytes;
    } else {
      last.messages.push(message);
      last.records.push(record);
      room -= bytes;
    }
  }
  return packs;
}
