import { AwsError } from '../aws-error.ts';

const maxEntries = 10;
const entryId = /^[\w-]{1,80}$/;

/** The rules that hold for every batch operation as a whole. */
export function checkBatch(entries: readonly { Id: string }[]): void {
  if (entries.length === 0)
    throw new AwsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  if (entries.length > maxEntries)
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${maxEntries}. You have sent ${entries.length}.`,
    );
  if (!entries.every(({ Id }) => entryId.test(Id)))
    throw new AwsError(
      'InvalidBatchEntryId',
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
    );
  const repeated = entries.find(({ Id }, index) => entries.findIndex((other) => other.Id === Id) !== index);
  if (repeated) throw new AwsError('BatchEntryIdsNotDistinct', `Id ${repeated.Id} repeated.`);
}
