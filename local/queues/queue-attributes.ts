/** The properties of AWS::SQS::Queue that are SQS attributes under the same name. Encryption is accepted: there is none to do. */
const attributeNames = [
  'DelaySeconds',
  'KmsDataKeyReusePeriodSeconds',
  'KmsMasterKeyId',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'RedriveAllowPolicy',
  'RedrivePolicy',
  'SqsManagedSseEnabled',
  'VisibilityTimeout',
] as const;

export const honouredQueueProperties = ['QueueName', 'Tags', ...attributeNames];

/** SQS attributes are texts, and policies are JSON in a text. */
export function toAttributes(properties: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    attributeNames
      .filter((name) => properties[name] !== undefined)
      .map((name) => [name, toText(properties[name])] as const),
  );
}

function toText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
