/** What a poller needs of a queue. */
export interface QueuePort {
  /** Waits for messages as long as `waitSeconds`; ends early, with none, when the signal aborts. */
  receive(request: ReceiveRequest): Promise<Message[]>;
  delete(queueUrl: string, messages: readonly Message[]): Promise<void>;
}

export interface ReceiveRequest {
  queueUrl: string;
  /** 1 to 10. */
  maxMessages: number;
  /** 0 to 20. */
  waitSeconds: number;
  /** The queue's own when absent. */
  visibilitySeconds: number | undefined;
  signal: AbortSignal;
}

/** As ReceiveMessage gives it. */
export interface Message {
  MessageId: string;
  ReceiptHandle: string;
  Body: string;
  MD5OfBody: string;
  MD5OfMessageAttributes?: string;
  Attributes?: Record<string, string>;
  MessageAttributes?: Record<string, MessageAttribute>;
}

export interface MessageAttribute {
  DataType: string;
  StringValue?: string;
  /** Base64. */
  BinaryValue?: string;
}

/** Calls an AWS operation in a role's name, e.g. the twin's own AWS API. */
export type CallAws = (
  roleArn: string | undefined,
  service: string,
  operation: string,
  input: Record<string, unknown>,
  signal?: AbortSignal,
) => Promise<unknown>;

/** Of DeleteMessageBatch. */
const maxEntries = 10;

/**
 * Queues as the role of a function sees them: Lambda polls in its name, so it needs sqs:ReceiveMessage and
 * sqs:DeleteMessage (AWS: Using Lambda with Amazon SQS, execution role permissions).
 */
export function queuePort(call: CallAws, roleArn: string): QueuePort {
  return {
    async receive({ queueUrl, maxMessages, waitSeconds, visibilitySeconds, signal }) {
      const input = {
        QueueUrl: queueUrl,
        MaxNumberOfMessages: maxMessages,
        WaitTimeSeconds: waitSeconds,
        VisibilityTimeout: visibilitySeconds,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      };
      const output = await orAborted(call(roleArn, 'sqs', 'ReceiveMessage', input, signal), signal);
      return (output as { Messages?: Message[] } | undefined)?.Messages ?? [];
    },
    async delete(queueUrl, messages) {
      for (let at = 0; at < messages.length; at += maxEntries) {
        const entries = messages.slice(at, at + maxEntries);
        await call(roleArn, 'sqs', 'DeleteMessageBatch', {
          QueueUrl: queueUrl,
          Entries: entries.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
        });
      }
    },
  };
}

/** Undefined as soon as the signal aborts, for a call that does not end by it itself. */
async function orAborted(work: Promise<unknown>, signal: AbortSignal): Promise<unknown> {
  const aborted = Promise.withResolvers<undefined>();
  const abort = () => aborted.resolve(undefined);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  const ended = work.catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  return Promise.race([ended, aborted.promise]).finally(() => signal.removeEventListener('abort', abort));
}
