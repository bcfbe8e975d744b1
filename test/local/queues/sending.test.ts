import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Sqs, startSqs } from './start-sqs.ts';

let it: Sqs;
beforeAll(async () => {
  it = await startSqs({
    Queue: { Type: 'AWS::SQS::Queue' },
    Small: { Type: 'AWS::SQS::Queue', Properties: { MaximumMessageSize: 1024 } },
    Delayed: { Type: 'AWS::SQS::Queue', Properties: { DelaySeconds: 900 } },
  });
});
afterAll(() => it.stop());

const text = (value: string) => ({ DataType: 'String', StringValue: value });

describe('a message', () => {
  test('comes with the body, the attributes and the checksums that the SDK verifies', async () => {
    const sent = await it.send('Queue', { MessageBody: 'Grüße 😀', MessageAttributes: { kind: text('greeting') } });
    const [received] = await it.receive('Queue');
    expect(received).toMatchObject({
      MessageId: sent.MessageId,
      Body: 'Grüße 😀',
      MD5OfBody: sent.MD5OfMessageBody,
      MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
      MessageAttributes: { kind: text('greeting') },
      Attributes: { ApproximateReceiveCount: '1', SentTimestamp: expect.stringMatching(/^\d{13}$/) },
    });
  });

  test('comes with no attribute that the receiver did not ask for', async () => {
    await it.send('Queue', { MessageAttributes: { kind: text('a'), other: text('b') } });
    const [received] = await it.receive('Queue', { MessageSystemAttributeNames: [], MessageAttributeNames: ['kin.*'] });
    expect(received?.Attributes).toBeUndefined();
    expect(Object.keys(received?.MessageAttributes ?? {})).toEqual(['kind']);
  });

  test('of 1 MiB is taken, and one byte more is refused with the limit in the text [C7]', async () => {
    await it.send('Queue', { MessageBody: 'x'.repeat(1_048_576) });
    await expect(it.send('Queue', { MessageBody: 'x'.repeat(1_048_577) })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: 'One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.',
    });
  });

  test("is measured by its queue's own limit, attribute names and types included [C7]", async () => {
    const MessageAttributes = { name: text('value') };
    const attributesBytes = 'name'.length + 'String'.length + 'value'.length;
    await it.send('Small', { MessageBody: 'x'.repeat(1024 - attributesBytes), MessageAttributes });
    await expect(
      it.send('Small', { MessageBody: 'x'.repeat(1025 - attributesBytes), MessageAttributes }),
    ).rejects.toThrow('Message must be shorter than 1024 bytes.');
  });

  test.each([
    ['NUL', '\u0000'],
    ['another control character', 'a\u000bb'],
    ['U+FFFE', '\ufffe'],
  ])('with %s is refused as InvalidMessageContents [C7]', async (_name, MessageBody) => {
    await expect(it.send('Queue', { MessageBody })).rejects.toMatchObject({ name: 'InvalidMessageContents' });
  });

  test.each([
    ['tab, line feed and carriage return', 'a\t\n\rb'],
    ['a character beyond the first plane', '𝒳'],
  ])('with %s is taken [C7]', async (_name, MessageBody) => {
    await expect(it.send('Queue', { MessageBody })).resolves.toHaveProperty('MessageId');
  });

  test('without a body is refused as MissingParameter [C3]', async () => {
    await expect(it.send('Queue', { MessageBody: '' })).rejects.toMatchObject({
      name: 'MissingParameter',
      message: 'The request must contain the parameter MessageBody.',
    });
  });

  test('with an empty attribute is refused [C3]', async () => {
    await expect(it.send('Queue', { MessageAttributes: { kind: text('') } })).rejects.toThrow(
      "Message (user) attribute 'kind' must contain a non-empty value of type 'String'.",
    );
  });

  test('has at most ten attributes [C7]', async () => {
    const attributes = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, text('v')]));
    await it.send('Queue', { MessageAttributes: attributes(10) });
    await expect(it.send('Queue', { MessageAttributes: attributes(11) })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
  });

  test('cannot carry an attribute under a reserved name', async () => {
    const MessageAttributes = { 'AWS.DeadLetterQueueSourceArn': text('arn') };
    await expect(it.send('Queue', { MessageAttributes })).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });

  test('with a delay over 900 seconds is refused [C7]', async () => {
    await expect(it.send('Queue', { DelaySeconds: 901 })).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });

  test("waits for its queue's delay, unless it brings its own", async () => {
    await it.send('Delayed', { MessageBody: 'later' });
    await it.send('Delayed', { MessageBody: 'now', DelaySeconds: 0 });
    expect((await it.receive('Delayed')).map(({ Body }) => Body)).toEqual(['now']);
    expect(await it.attributes('Delayed')).toMatchObject({ ApproximateNumberOfMessagesDelayed: '1' });
  });

  test('of a standard queue may have a group but no deduplication id [C7]', async () => {
    await it.send('Queue', { MessageGroupId: 'tenant-1' });
    await expect(it.send('Queue', { MessageGroupId: 'two words' })).rejects.toThrow(
      'MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.',
    );
    await expect(it.send('Queue', { MessageDeduplicationId: 'x' })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
  });
});

describe('a batch', () => {
  const sendBatch = (entries: { Id: string; MessageBody: string }[]) =>
    it.sqs.send(new SendMessageBatchCommand({ QueueUrl: it.url('Queue'), Entries: entries }));

  test('answers for each entry', async () => {
    const answer = await sendBatch([
      { Id: 'good', MessageBody: 'fine' },
      { Id: 'bad', MessageBody: '\u0000' },
    ]);
    expect(answer.Successful).toMatchObject([{ Id: 'good' }]);
    expect(answer.Failed).toMatchObject([{ Id: 'bad', Code: 'InvalidMessageContents', SenderFault: true }]);
  });

  test.each([
    ['without entries', 'EmptyBatchRequest', []],
    ['of eleven', 'TooManyEntriesInBatchRequest', Array.from({ length: 11 }, (_, index) => `e${index}`)],
    ['with an id twice', 'BatchEntryIdsNotDistinct', ['a', 'a']],
    ['with an odd id', 'InvalidBatchEntryId', ['a.b']],
  ])('%s is refused as %s', async (_name, code, ids) => {
    await expect(sendBatch(ids.map((Id) => ({ Id, MessageBody: 'x' })))).rejects.toMatchObject({ name: code });
  });

  test('over 1 MiB in all is refused as BatchRequestTooLong', async () => {
    const half = 'x'.repeat(600_000);
    await expect(sendBatch(['a', 'b'].map((Id) => ({ Id, MessageBody: half })))).rejects.toMatchObject({
      name: 'BatchRequestTooLong',
    });
  });
});

test('a queue that does not exist is told as the SDK knows it', async () => {
  const QueueUrl = it.url('Queue').replace(/[^/]+$/, 'none');
  await expect(it.send('Queue', { QueueUrl })).rejects.toMatchObject({
    name: 'QueueDoesNotExist',
    message: 'The specified queue does not exist.',
    Error: { Code: 'AWS.SimpleQueueService.NonExistentQueue', Type: 'Sender' },
  });
});
