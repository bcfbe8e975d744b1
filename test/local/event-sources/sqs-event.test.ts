import { expect, test } from '@jest/globals';
import { packEvents } from '../../../local/event-sources/pack-events.ts';
import { toRecord } from '../../../local/event-sources/sqs-event.ts';
import { message } from './fakes.ts';

const queue = { queueArn: 'arn:aws:sqs:eu-central-1:000000000000:jobs', region: 'eu-central-1' };

test('a record has the fields of an SQS event, message attributes with lower-camel keys [D1]', () => {
  const received = message('id-1', {
    Body: '{"a":1}',
    MD5OfBody: 'md5 of body',
    MD5OfMessageAttributes: 'md5 of attributes',
    Attributes: { ApproximateReceiveCount: '1', SentTimestamp: '1700000000000', SenderId: 'AROA' },
    MessageAttributes: {
      Author: { DataType: 'String', StringValue: 'John' },
      Weeks: { DataType: 'Number', StringValue: '6' },
      Raw: { DataType: 'Binary', BinaryValue: 'AAE=' },
    },
  });
  const lists = { stringListValues: [], binaryListValues: [] };
  expect(toRecord(received, queue)).toEqual({
    messageId: 'id-1',
    receiptHandle: 'handle of id-1',
    body: '{"a":1}',
    attributes: { ApproximateReceiveCount: '1', SentTimestamp: '1700000000000', SenderId: 'AROA' },
    messageAttributes: {
      Author: { ...lists, dataType: 'String', stringValue: 'John' },
      Weeks: { ...lists, dataType: 'Number', stringValue: '6' },
      Raw: { ...lists, dataType: 'Binary', binaryValue: 'AAE=' },
    },
    md5OfMessageAttributes: 'md5 of attributes',
    md5OfBody: 'md5 of body',
    eventSource: 'aws:sqs',
    eventSourceARN: queue.queueArn,
    awsRegion: 'eu-central-1',
  });
});

test('without message attributes there is an empty object, and no md5 of them [D1]', () => {
  const record = toRecord(message('id-1'), queue);
  expect(record.messageAttributes).toEqual({});
  expect(record).not.toHaveProperty('md5OfMessageAttributes');
});

test('messages over 6 MB together, metadata included, are split over events, in order [D2]', () => {
  const batch = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => message(id, { Body: 'x'.repeat(1024 * 1024) }));
  const packs = packEvents(batch, queue);
  expect(packs.map(({ records }) => records.map(({ messageId }) => messageId))).toEqual([
    ['a', 'b', 'c', 'd', 'e'],
    ['f', 'g'],
  ]);
  for (const { records } of packs)
    expect(JSON.stringify({ Records: records }).length).toBeLessThanOrEqual(6 * 1024 * 1024);
});
