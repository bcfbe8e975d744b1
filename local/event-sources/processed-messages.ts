import type { Invocation } from '../lambda/invocation.ts';
import type { Message } from './queue-port.ts';

/**
 * The messages of a batch that are done with, to be deleted; the others come again when their visibility timeout is over.
 * (AWS: Handling errors for an SQS event source in Lambda.)
 */
export function processedMessages(
  messages: readonly Message[],
  invocation: Invocation,
  reportsItemFailures: boolean,
): readonly Message[] {
  if (invocation.outcome !== 'returned') return [];
  // A list of failures is not even looked at unless the mapping asks for it.
  if (!reportsItemFailures) return messages;
  const failed = failedIdentifiers(invocation.payload);
  if (failed === 'unreadable') return [];
  const known = new Set<unknown>(messages.map(({ MessageId }) => MessageId));
  if (failed.some((identifier) => !known.has(identifier))) return [];
  return messages.filter(({ MessageId }) => !failed.includes(MessageId));
}

/** The identifiers in a response's `batchItemFailures`. An entry without a proper one makes the whole unreadable. */
function failedIdentifiers(payload: string): unknown[] | 'unreadable' {
  const failures = listOfFailures(payload);
  if (failures === undefined || failures === null) return [];
  if (!Array.isArray(failures)) return 'unreadable';
  const identifiers = failures
    .map((failure: unknown) => field(failure, 'itemIdentifier'))
    .filter((identifier) => typeof identifier === 'string' && identifier !== '');
  return identifiers.length === failures.length ? identifiers : 'unreadable';
}

function listOfFailures(payload: string): unknown {
  if (payload === '') return undefined;
  try {
    return field(JSON.parse(payload), 'batchItemFailures');
  } catch {
    return 'not JSON';
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
