import { describe, expect, test } from '@jest/globals';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { readDelivery } from '#shared/contracts/webhook-delivery.ts';
import { readEvent } from '../../support/read-event.ts';

function aRecord(name = 'process-webhook.settled'): SQSRecord {
  const [record] = readEvent<SQSEvent>(name).Records;
  if (!record) throw new Error(`${name} has no record`);
  return record;
}

const withReceivedAt = (stringValue: string): SQSRecord => {
  const record = aRecord();
  return {
    ...record,
    messageAttributes: { ...record.messageAttributes, receivedAt: { stringValue, dataType: 'String' } },
  };
};

describe('a message of the webhooks queue', () => {
  test('is read as the delivery that the front door took', () => {
    expect(readDelivery(aRecord())).toEqual({
      body: aRecord().body,
      id: 'evt_1',
      timestamp: '1795167027',
      signature: expect.stringMatching(/^v1,/),
      receivedAt: 1_795_167_027_143,
      requestId: 'UWZ9xi6VliAEMZ1=',
    });
  });

  test('without attributes is a delivery without headers, as old as the message', () => {
    const { body, messageId, attributes } = aRecord();
    const receivedAt = Number(attributes.SentTimestamp);
    expect(readDelivery({ ...aRecord(), messageAttributes: {} })).toEqual({ body, receivedAt, requestId: messageId });
  });

  test.each(['', 'now', '1e3', '-1', '1795167027.143', '9'.repeat(16)])(
    'with a time of receipt of "%s" is as old as the message',
    (receivedAt) => {
      expect(readDelivery(withReceivedAt(receivedAt)).receivedAt).toBe(1_795_167_027_163);
    },
  );
});
